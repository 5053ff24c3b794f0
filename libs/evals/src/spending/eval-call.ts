import { TryLater } from '@weighbridge/contracts/jobs/try-later';
import type { NanoUsd } from '@weighbridge/kernel/money';

const HELD_DELAY_MS = 2_000;
/** Whoever waits for a limit does so beside many others, and each that asks again is a row of the log. */
const LEAST_BUSY_DELAY_MS = 15_000;
const BUSY_SPREAD_MS = 15_000;

/** One chat completion that an evaluation asks for. */
export interface EvalCall {
  workspaceId: string;
  /** `wb:eval:judge`, `wb:eval:replay`, … */
  tag: string;
  /** A chat completion in OpenAI's form, `model` included. */
  body: Record<string, unknown>;
  /** Of the task's step: repeated after a crash, the call is not made and paid again. */
  idempotencyKey: string;
}

/** How it ended. */
export interface EvalAnswer {
  /** HTTP status; 200 is an answer. */
  status: number;
  /** JSON text as a caller would get it. */
  body: string;
  requestId: string;
  /** Null: none was charged. */
  cost: NanoUsd | null;
  /** What was waited for the provider; of an answer that is replayed, what the replay took. */
  latencyMs: number;
  /** After which time a repeat makes sense; null: nobody said. */
  retryAfterMs: number | null;
}

/** Makes a call over the gateway's own path: holds, budgets, limits and ledger included. */
export type MakeEvalCall = (call: EvalCall) => Promise<EvalAnswer>;

/** The limit is spent: the task ends without a verdict. */
export class LimitReached extends Error {
  override name = 'LimitReached';
}

/** Others hold what is left of the limit: the task is to be begun again a little later. */
export class LimitHeld extends TryLater {
  constructor() {
    super('other evaluations hold what is left of the daily limit', HELD_DELAY_MS);
  }
}

/** Limits or an outage keep a model from being asked: callers are refused, a task has time. */
export class ModelBusy extends TryLater {
  override name = 'ModelBusy';

  constructor(message: string, retryAfterMs: number) {
    super(
      message,
      Math.max(retryAfterMs, LEAST_BUSY_DELAY_MS) + Math.trunc(Math.random() * BUSY_SPREAD_MS),
    );
  }
}

/** The process ends before the task does; it goes on elsewhere as if nothing had been. */
export class WorkerClosing extends TryLater {
  constructor() {
    super('the worker is closing: another goes on', 0);
  }
}

/** A call that failed; `retry` says whether asking again may help. */
export class EvalCallFailed extends Error {
  override name = 'EvalCallFailed';

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** A refusal that stays one: the caller's fault, policy, or money. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && ![408, 409, 425, 429].includes(this.status);
  }
}
