import { setTimeout as sleep } from 'node:timers/promises';
import type { Allowance, SpendingStore } from './spending.js';
import {
  type EvalAnswer,
  type EvalCall,
  EvalCallFailed,
  LimitHeld,
  LimitReached,
  type MakeEvalCall,
  ModelBusy,
  WorkerClosing,
} from './eval-call.js';

/** A call of a task: what to ask, under the name of the step. */
export type StepCall = (
  step: string,
  call: Omit<EvalCall, 'workspaceId' | 'idempotencyKey'>,
) => Promise<EvalAnswer>;

export interface SpendingParts {
  spending: SpendingStore;
  makeCall: MakeEvalCall;
  now(): number;
  /** Whether the process is about to end: no further call is begun. */
  isClosing(): boolean;
}

const WAIT_MS = 250;
/** A task that waits takes the place of one that could go on. */
const LONGEST_WAIT_MS = 2_000;

/**
 * Runs a task's calls within its daily limit.
 * @throws LimitReached before a call when the limit is spent; EvalCallFailed when the gateway or the
 *   provider refused; LimitHeld when others hold the rest of the limit, ModelBusy when a
 *   model has no room at present: try again later
 */
export async function spendWithin<Result>(
  { spending, makeCall, now, isClosing }: SpendingParts,
  workspaceId: string,
  allowance: Allowance,
  work: (call: StepCall) => Promise<Result>,
): Promise<Result> {
  await reserve(spending, allowance, now);
  let hasRoom = true;
  try {
    return await work(async (step, call) => {
      if (!hasRoom) throw new LimitReached(limitMessage);
      if (isClosing()) throw new WorkerClosing();
      const idempotencyKey = `wb:eval:${allowance.taskId}:${step}`;
      const answer = await makeCall({ ...call, workspaceId, idempotencyKey });
      // By request: an answer that is replayed was booked when it was made, another try was not.
      const booked = `${step} ${answer.requestId}`;
      if (answer.cost !== null)
        hasRoom = await spending.post(allowance, booked, answer.cost, now());
      if (answer.status !== 200) throw failureOf(answer);
      return answer;
    });
  } finally {
    await spending.release(allowance);
  }
}

const limitMessage = 'limit: the daily limit is spent';

async function reserve(
  spending: SpendingStore,
  allowance: Allowance,
  now: () => number,
): Promise<void> {
  const until = now() + LONGEST_WAIT_MS;
  for (;;) {
    const grant = await spending.reserve(allowance, now());
    if (grant === 'granted') return;
    if (grant === 'exhausted') throw new LimitReached(limitMessage);
    if (now() > until) throw new LimitHeld();
    await sleep(WAIT_MS);
  }
}

/** Nothing was asked of a model that is said to be free later. */
const saysLater = ({ status }: EvalAnswer): boolean => status === 429 || status === 503;

function failureOf(answer: EvalAnswer): Error {
  const { status, retryAfterMs } = answer;
  if (retryAfterMs !== null && saysLater(answer))
    return new ModelBusy(messageOf(answer), retryAfterMs);
  return new EvalCallFailed(messageOf(answer), status);
}

function messageOf({ status, body }: EvalAnswer): string {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: string; message?: string } };
    return `${error?.code ?? status}: ${error?.message ?? 'no message'}`;
  } catch {
    return `${status}: no readable answer`;
  }
}
