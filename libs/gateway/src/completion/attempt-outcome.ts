import type { FinishReason } from '../dialects/canonical/finish-reason.js';
import type { Usage } from '../dialects/canonical/usage.js';
import type { TransportFailure } from '../outbound/transport-failure.js';
import type { UpstreamError } from '../providers/upstream-error.js';

/** Why an attempt brought no whole answer. `budget` is our own cut of a stream without headroom. */
export type AttemptFailure =
  | { by: 'upstream'; error: UpstreamError }
  | { by: 'transport'; failure: TransportFailure }
  | { by: 'budget' };

/** The facts of a whole answer. */
export interface AnswerFacts {
  httpStatus: number;
  usage: Usage | null;
  finishReason: FinishReason | null;
  model: string | null;
}

/** How one call of one target ended, before anything is settled. */
export type AttemptOutcome =
  | ({ kind: 'answer'; body: Buffer; ttftMs: null } & AnswerFacts)
  | ({
      kind: 'stream';
      ttftMs: number | null;
      renderTrailer(costUsd: string | null): Buffer;
    } & AnswerFacts)
  | {
      kind: 'failure';
      failure: AttemptFailure;
      httpStatus: number | null;
      usage: Usage | null;
      ttftMs: number | null;
    };
