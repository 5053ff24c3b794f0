import type { Scorer, ScorerKind, ScorerOf } from '@weighbridge/contracts/evals/scorer';
import { SCORERS } from './registry.js';
import type { Score } from './score.js';
import type { ScorerDefinition, ScorerFault, ScorerTools } from './scorer-definition.js';
import type { Subject } from './subject.js';

/**
 * Scores an output: a number in [0, 1] or a label, with the reason.
 * @throws Unscorable when there is nothing to score by; UnreadableVerdict, UnreadableWebhook and what
 *   `tools` throw when judge or webhook fail
 */
export async function scoreSubject(
  scorer: Scorer,
  subject: Subject,
  tools: ScorerTools,
): Promise<Score> {
  return definitionOf(scorer).score(scorer, subject, tools);
}

/** What keeps a scorer that fits its schema from working: an expression, a schema. */
export const checkScorer = (scorer: Scorer): ScorerFault[] =>
  definitionOf(scorer).check?.(scorer) ?? [];

/** The same for a scorer of live traffic, of whose answers nobody knows what was expected. */
export const checkLiveScorer = (scorer: Scorer): ScorerFault[] => [
  ...checkScorer(scorer),
  ...(definitionOf(scorer).checkLive?.(scorer) ?? []),
];

/** The registry has each kind under its own name, which the compiler cannot follow through a union. */
const definitionOf = <Kind extends ScorerKind>(scorer: ScorerOf<Kind>): ScorerDefinition<Kind> =>
  SCORERS[scorer.kind as Kind] as unknown as ScorerDefinition<Kind>;
