import { type Belief, SPREADS, shrinkCells } from '../statistics/shrink-cells.js';
import { shrinkToGroups } from '../statistics/shrink-groups.js';
import { type CellSummary, type Evidence, summariseCell } from './evidence.js';

/** A candidate's quality difference to the default, category by category, as believed now. */
export interface CandidateEstimate {
  model: string;
  /** Category → place in the arrays of the beliefs. */
  places: ReadonlyMap<string, number>;
  /** Every assumption that the data leave plausible: the bound on losses holds under each. */
  beliefs: readonly Belief[];
  cells: readonly CellEstimate[];
}

/** One cell's own data and what is believed after shrinking. */
export interface CellEstimate extends CellSummary {
  category: string;
  /** Mean and standard deviation of the true difference, all beliefs considered. */
  believed: number;
  deviation: number;
}

/** Pairs that the candidate's pooled variance weighs in each cell: ten ties do not prove that it ties. */
const POOLED_PAIRS = 20;

/**
 * A belief is considered while it is at least half as likely as the best; among several candidates, half
 * divided by their number, since the one whose categories seem to differ most by chance is chosen first.
 */
const PLAUSIBLE = 0.5;
const RULED_OUT = Math.log(0.001);

/** Spreads around each of two centres. */
const GROUP_SPREADS = [0, 0.015, 0.04];

/** Estimates of one of `rivals` candidates in every category that has a pair; null without any. */
export function estimateCandidate(
  evidence: Evidence,
  model: string,
  now: number,
  rivals = 1,
): CandidateEstimate | null {
  const categories: string[] = [];
  const observed: CellSummary[] = [];
  for (const [category, cells] of evidence.cells) {
    const cell = cells.get(model);
    const summary = cell && summariseCell(evidence, cell, now);
    if (!summary || summary.count < 1) continue;
    categories.push(category);
    observed.push(summary);
  }
  if (observed.length === 0) return null;
  const summaries = steadyVariances(observed);
  const all = allBeliefs(summaries);
  const cells = summaries.map((summary, place) => ({
    ...summary,
    category: categories[place]!,
    ...believedAt(all, place),
  }));
  const places = new Map(categories.map((category, place) => [category, place]));
  const least = all[0]!.support + Math.log(PLAUSIBLE / rivals);
  const beliefs = all.filter(({ support }) => support >= least);
  return { model, places, beliefs, cells };
}

/** Under every assumption that the data do not rule out, the best first. */
function allBeliefs(cells: readonly CellSummary[]): Belief[] {
  const beliefs = [
    ...SPREADS.map((spread) => shrinkCells(cells, spread)),
    ...GROUP_SPREADS.map((spread) => shrinkToGroups(cells, spread)),
  ].filter((belief) => belief !== null);
  beliefs.sort((a, b) => b.support - a.support);
  return beliefs.filter(({ support }) => support - beliefs[0]!.support >= RULED_OUT);
}

/**
 * Draws each cell's variance towards the candidate's pooled one. One imagined win or loss is added to the
 * pool, as in Laplace's rule of succession: without any disagreement seen, the variance is not 0.
 */
function steadyVariances(summaries: readonly CellSummary[]): CellSummary[] {
  let squares = 1;
  let count = 1;
  for (const summary of summaries) {
    if (!Number.isFinite(summary.variance)) continue;
    squares += summary.variance * summary.count ** 2;
    count += summary.count;
  }
  const pooled = squares / count;
  return summaries.map((summary) => {
    const own = Number.isFinite(summary.variance) ? summary.count : 0;
    const ownSquares = own > 0 ? summary.variance * own ** 2 : 0;
    const single = (ownSquares + POOLED_PAIRS * pooled) / (own + POOLED_PAIRS);
    return { ...summary, variance: single / summary.count };
  });
}

/** Mean and deviation of the mixture of beliefs, each as probable as its support and its width. */
function believedAt(
  beliefs: readonly Belief[],
  place: number,
): { believed: number; deviation: number } {
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (const { support, width, means, variances, centres } of beliefs) {
    const probability = width * Math.exp(support - beliefs[0]!.support);
    const mean = means[place]!;
    let variance = variances[place]!;
    for (const { pulls, error } of centres) variance += (pulls[place]! * error) ** 2;
    total += probability;
    sum += probability * mean;
    squares += probability * (variance + mean ** 2);
  }
  const believed = sum / total;
  return { believed, deviation: Math.sqrt(Math.max(0, squares / total - believed ** 2)) };
}
