import type { Evidence } from './evidence.js';

/**
 * Requests that the shares of the evidence count as, beside the traffic itself: a category that is quiet
 * for a while, or whose requests are not in the log yet, keeps a share and with it its place in the bound.
 */
const PRIOR_REQUESTS = 50;

/** What each category weighs in the evidence: as its candidate with the most of it. */
export function evidenceWeights(evidence: Evidence): Map<string, number> {
  const weights = new Map<string, number>();
  for (const [category, cells] of evidence.cells)
    weights.set(category, Math.max(0, ...[...cells.values()].map((c) => c.differences.weight)));
  return weights;
}

/** Recent requests per category, drawn a little towards the shares of the evidence. */
export function steadyTraffic(
  evidence: Evidence,
  recent: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const weights = evidenceWeights(evidence);
  let total = 0;
  for (const weight of weights.values()) total += weight;
  const steady = new Map(recent);
  if (total === 0) return steady;
  for (const [category, weight] of weights)
    steady.set(category, (recent.get(category) ?? 0) + (PRIOR_REQUESTS * weight) / total);
  return steady;
}
