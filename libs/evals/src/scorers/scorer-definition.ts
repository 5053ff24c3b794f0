import type { ScorerKind, ScorerOf } from '@weighbridge/contracts/evals/scorer';
import type { Judge } from '../judges/complete.js';
import type { Score } from './score.js';
import type { Subject } from './subject.js';

/** Posts JSON to a webhook. */
export type PostWebhook = (call: {
  url: string;
  body: object;
  timeoutMs: number;
  allowPrivateNetwork: boolean;
}) => Promise<{ status: number; body: string }>;

/** What scorers that are not computed alone are handed. */
export interface ScorerTools {
  /** The model of this name as a judge; null: the judge of the workspace. @throws Unscorable without one */
  judge(model: string | null): Judge;
  post: PostWebhook;
}

/** A scorer that cannot work as it is set up. */
export interface ScorerFault {
  /** The key of the scorer at fault. */
  key: string;
  message: string;
}

/** One kind of scorer; a new one is a file like this and a line in the registry. */
export interface ScorerDefinition<Kind extends ScorerKind> {
  /** What its schema cannot say: expressions, schemas. Absent: nothing. */
  check?(scorer: ScorerOf<Kind>): ScorerFault[];
  /** What it lacks where there is no expected output: for live traffic. Absent: nothing. */
  checkLive?(scorer: ScorerOf<Kind>): ScorerFault[];
  /**
   * Never throws for what a model wrote: an output of an unexpected form scores low, and says why.
   * @throws Unscorable when there is nothing to score by; what judges and webhooks throw
   */
  score(scorer: ScorerOf<Kind>, subject: Subject, tools: ScorerTools): Score | Promise<Score>;
}
