import type { PairVerdict } from '@weighbridge/contracts/evals/comparison';
import { TryLater } from '@weighbridge/contracts/jobs/try-later';
import type { RequestSource } from '../sampling/finished-request.js';
import { UnreadableVerdict } from '../judges/complete.js';
import type { Usage } from '../policy/evidence.js';
import { type Exchange, readAnswer, readExchange } from '../sampling/read-exchange.js';
import { readTokens } from '../sampling/read-tokens.js';
import { EvalCallFailed, LimitReached } from '../spending/eval-call.js';
import { comparisonBudget } from '../spending/spending.js';
import { type SpendingParts, spendWithin, type StepCall } from '../spending/spend-within.js';
import type { ComparisonTerms } from './comparison-terms.js';
import type { NewPair } from './plan-pairs.js';

/** A planned comparison as it is stored. */
export interface PlannedPair extends NewPair {
  workspaceId: string;
  state: 'pending' | 'done' | 'skipped' | 'failed';
}

/** How a comparison ended. */
export interface PairOutcome {
  verdict: PairVerdict;
  /** Both orders led to the same verdict. */
  consistent: boolean;
  /** What the judge said. */
  reason: string | null;
  replayRequestId: string;
  judgeRequestIds: readonly string[];
  incumbentUsage: Usage;
  candidateUsage: Usage;
}

export interface PairStore {
  readPair(id: string): Promise<PlannedPair | undefined>;
  /** Once: a pair that is done stays as it is. */
  finishPair(id: string, outcome: PairOutcome): Promise<void>;
  /** Ends a pair without a verdict; `failed` may be tried again. */
  giveUpPair(id: string, state: 'skipped' | 'failed', reason: string): Promise<void>;
}

/** Which of two answers is better, asked in both orders. */
export interface PairJudgement {
  verdict: PairVerdict;
  consistent: boolean;
  reason: string | null;
  requestIds: readonly string[];
}

/** @throws EvalCallFailed, LimitReached; Error when the judge's answer cannot be read */
export type JudgePair = (
  question: {
    workspaceId: string;
    judge: string;
    input: string;
    incumbent: string;
    candidate: string;
  },
  call: StepCall,
) => Promise<PairJudgement>;

export interface ComparisonParts extends SpendingParts {
  source: RequestSource;
  pairs: PairStore;
  /** As configured now; null: the workspace compares nothing any more. */
  termsOf(workspaceId: string): ComparisonTerms | null;
  judgePair: JudgePair;
}

export const REPLAY_TAG = 'wb:eval:replay';

/**
 * Makes one planned comparison: the request is replayed on the candidate (tools are offered as they
 * were, and never executed), and the judge compares both answers. Repeated after a crash it goes on
 * where it was: finished calls are answered from their idempotency keys.
 * @throws Error when trying again may help
 */
export async function compareModels(parts: ComparisonParts, pairId: string): Promise<void> {
  const { pairs, source } = parts;
  const pair = await pairs.readPair(pairId);
  if (!pair || pair.state === 'done' || pair.state === 'skipped') return;
  const { workspaceId } = pair;
  const terms = parts.termsOf(workspaceId);
  if (!terms) return pairs.giveUpPair(pairId, 'skipped', 'disabled: evals were switched off');
  const request = await source.readRequest(workspaceId, pair.requestId);
  const exchange =
    request?.body && request.answer ? readExchange(request.body, request.answer) : null;
  if (!request?.body || !exchange)
    return pairs.giveUpPair(pairId, 'skipped', 'the prompt or the answer is not stored');
  const allowance = {
    budgetId: comparisonBudget(workspaceId),
    taskId: pairId,
    dailyLimit: terms.dailyLimit,
  };
  const body = replayBody(request.body, pair.candidate);
  try {
    const outcome = await spendWithin(parts, workspaceId, allowance, (call) =>
      makeComparison(parts.judgePair, pair, exchange, body, call),
    );
    const { inputTokens, outputTokens, latencyMs, cost } = request;
    const incumbentUsage = { inputTokens, outputTokens, latencyMs, costUsd: inUsd(cost) };
    await pairs.finishPair(pairId, { ...outcome, incumbentUsage });
  } catch (error) {
    if (error instanceof TryLater) throw error;
    if (error instanceof LimitReached) return pairs.giveUpPair(pairId, 'skipped', error.message);
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof EvalCallFailed && error.isFinal)
      return pairs.giveUpPair(pairId, 'skipped', `refused: ${reason}`);
    // Asked again, the judge's answers would be the same ones: idempotency keys keep them.
    if (error instanceof UnreadableVerdict) return pairs.giveUpPair(pairId, 'skipped', reason);
    await pairs.giveUpPair(pairId, 'failed', reason);
    throw error;
  }
}

async function makeComparison(
  judgePair: JudgePair,
  pair: PlannedPair,
  exchange: Exchange,
  body: Record<string, unknown>,
  call: StepCall,
): Promise<Omit<PairOutcome, 'incumbentUsage'>> {
  const replay = await call('replay', { tag: REPLAY_TAG, body });
  const answer = readAnswer(replay.body);
  if (!answer) throw new Error('the candidate sent no chat completion');
  const { requestIds, ...judgement } = await judgePair(
    {
      workspaceId: pair.workspaceId,
      judge: pair.judge,
      input: exchange.input,
      incumbent: exchange.output,
      candidate: answer.output,
    },
    call,
  );
  return {
    ...judgement,
    replayRequestId: replay.requestId,
    judgeRequestIds: requestIds,
    candidateUsage: {
      ...readTokens(replay.body),
      costUsd: inUsd(replay.cost ?? 0n),
      latencyMs: replay.latencyMs,
    },
  };
}

const NANO = 1e-9;

/** USD to average, no booking. */
const inUsd = (cost: bigint): number => Number(cost) * NANO;

/** Fields of the gateway's own that steer where a request goes, or what else would be tried. */
const STEERING = ['models', 'provider', 'fallbacks', 'stream', 'stream_options', 'metadata', 'n'];

/** The request as it was, for another model, in one piece and without what steers the gateway. */
function replayBody(text: string, candidate: string): Record<string, unknown> {
  const body = JSON.parse(text) as Record<string, unknown>;
  for (const field of STEERING) delete body[field];
  return { ...body, model: candidate };
}
