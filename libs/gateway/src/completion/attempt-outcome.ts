import type { FinishReason } from '../dialects/canonical/finish-reason.js';
import type { Usage } from '../dialects/canonical/usage.js';
import type { ResponseHeaders } from '../outbound/response-headers.js';
import type { AttemptFailure } from '../routing/classify-failure.js';

/** Why a stream that was going well was cut: no budget has room for more of it. */
export const BUDGET_SPENT = 'budget_exceeded';
export type AnswerFailure = AttemptFailure | typeof BUDGET_SPENT;

/** The facts of a whole answer. */
export interface AnswerFacts {
  httpStatus: number;
  usage: Usage | null;
  finishReason: FinishReason | null;
  model: string | null;
  /** Of the provider, where it told of its quota in them. */
  headers?: ResponseHeaders;
}

/** How one call of one target ended, before anything is settled. */
export type AttemptOutcome =
  | ({ kind: 'answer'; body: Buffer; ttftMs: null } & AnswerFacts)
  | ({
      kind: 'stream';
      ttftMs: number | null;
      renderTrailer(costUsd: string | null, usage: Usage | null): Buffer;
    } & AnswerFacts)
  | {
      kind: 'failure';
      failure: AnswerFailure;
      httpStatus: number | null;
      usage: Usage | null;
      ttftMs: number | null;
    };
