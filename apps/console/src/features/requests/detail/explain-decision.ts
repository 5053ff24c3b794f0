import type { Candidate, Decision } from '../../../api/decision.js';

/** The router's reasons in words; one that is not known here is shown as it is. */
const REASONS: Record<string, string> = {
  residency: 'does not carry the residency label of the workspace',
  zero_retention: 'may keep data, which the workspace forbids',
  not_built: 'its provider type is not built yet',
  capability: 'lacks a capability the request needs',
  context: 'the request does not fit into its context',
  credentials_exhausted: 'its provider refuses all our keys',
  rate_limited: 'a limit of its provider is reached',
  quota_cooling: 'its provider asked us to wait',
  breaker_open: 'its breaker is open after failures',
};

const STAGES: Record<Candidate['stage'], string> = {
  target: 'target',
  fallback: 'fallback',
  context_fallback: 'fallback for long requests',
  content_fallback: 'fallback for refused content',
};

/** What became of a candidate: its place in the order, or why it has none. */
export function explainCandidate(candidate: Candidate, order: readonly string[]): string {
  const stage = STAGES[candidate.stage];
  if (!candidate.kept) {
    const reason = candidate.reason ?? 'dropped';
    return `${stage}: ${REASONS[reason] ?? reason.replaceAll('_', ' ')}`;
  }
  const place = order.indexOf(candidate.model);
  return place < 0 ? stage : `${stage}, to be tried as number ${place + 1}`;
}

/** The decision in one sentence. */
export function explainDecision(decision: Decision, requestedModel: string): string {
  const kept = decision.candidates.filter((candidate) => candidate.kept).length;
  const how =
    decision.route === null
      ? 'names a target itself'
      : `is the route “${decision.route}” with the strategy “${decision.strategy}”`;
  return `“${requestedModel}” ${how}: ${kept} of ${decision.candidates.length} candidates kept.`;
}
