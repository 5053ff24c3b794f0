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
  price_cap: 'costs more than the caller allows',
  parameters: 'does not take a parameter the caller requires',
  provider_not_wanted: 'the caller does not want its provider',
};

const STAGES: Record<string, string> = {
  target: 'target',
  fallback: 'fallback',
  context_fallback: 'fallback for long requests',
  content_fallback: 'fallback for refused content',
};

/** What became of a candidate: its place in the order, or why it has none. */
export function explainCandidate(candidate: Candidate, order: readonly string[]): string {
  const named = STAGES[candidate.stage] ?? candidate.stage;
  const stage = candidate.via ? `${named} of ${candidate.via}` : named;
  if (!candidate.kept) {
    const reason = candidate.reason ?? 'dropped';
    return `${stage}: ${REASONS[reason] ?? reason.replaceAll('_', ' ')}`;
  }
  const place = order.indexOf(candidate.model);
  return place < 0 ? stage : `${stage}, to be tried as number ${place + 1}`;
}

/** The decision in sentences: what was asked for, which category, what an auto route's table said. */
export function explainDecision(decision: Decision, requestedModel: string): string[] {
  const { route, strategy, candidates, category, decided_by: by, path, auto } = decision;
  const kept = candidates.filter((candidate) => candidate.kept).length;
  const how =
    route === null
      ? 'names a target itself'
      : `is the route “${route}” with the strategy “${strategy}”`;
  const sentences = [
    `“${requestedModel}” ${how}: ${kept} of ${candidates.length} candidates kept.`,
  ];
  if (category) sentences.push(`Its category is “${category}”, ${DECIDERS[by ?? ''] ?? by ?? ''}.`);
  if (path && path.length > 1) sentences.push(`The way led over ${path.join(' → ')}.`);
  if (auto) sentences.push(explainChoice(auto));
  return sentences;
}

const DECIDERS: Record<string, string> = {
  header: 'which the caller said in x-wb-category',
  template: 'known by its system prompt',
  rule: 'found by a rule',
  classifier: 'found by the classifier',
  default: 'since nothing else fits',
};

function explainChoice(auto: NonNullable<Decision['auto']>): string {
  const { version, chosen, runner_up: next } = auto;
  const then = next ? `, then ${next}` : '';
  if (auto.reason === 'sorted')
    return `The caller’s own sort stood before the decision table: ${chosen} comes first${then}.`;
  if (version === null)
    return `No decision table was published yet: ${chosen} is the default${then}.`;
  const why = auto.reason === 'decided' ? 'chose' : 'has no choice for it, so the default serves:';
  return `Version ${version} of the decision table ${why} ${chosen}${then}.`;
}
