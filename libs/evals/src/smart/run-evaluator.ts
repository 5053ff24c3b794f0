import type { Scorer } from '@weighbridge/contracts/evals/scorer';
import { TryLater } from '@weighbridge/contracts/jobs/try-later';
import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import type { JudgeableRequest, RequestSource } from '../sampling/finished-request.js';
import { UnreadableVerdict } from '../judges/complete.js';
import { readExchange } from '../sampling/read-exchange.js';
import { Unscorable } from '../scorers/score.js';
import type { Subject } from '../scorers/subject.js';
import { EvalCallFailed, LimitReached } from '../spending/eval-call.js';
import { evaluatorBudget } from '../spending/spending.js';
import { type SpendingParts, spendWithin, type StepCall } from '../spending/spend-within.js';
import type { EvaluatorTerms } from './evaluator-terms.js';
import type { StoredRun } from './explain-run.js';

/** A run with what it is about. */
export interface PlannedRun extends StoredRun {
  id: string;
  workspaceId: string;
  evaluatorId: string;
  evaluatorVersion: string;
  subjectId: string;
  requestId: string;
  /** Milliseconds since the epoch; null: not finished. */
  finishedAt: number | null;
}

/** A score in [0, 1] or a label, with what was said about it. */
export interface RunOutcome {
  value: number | null;
  label: string | null;
  comment: string | null;
}

export interface RunStore {
  readRun(id: string): Promise<PlannedRun | undefined>;
  /** Once: a run that is done keeps its first outcome. @returns the run as it is now */
  finishRun(id: string, outcome: RunOutcome): Promise<PlannedRun>;
  /** Ends a run without a score; `failed` may be tried again. */
  giveUpRun(id: string, state: 'skipped' | 'failed', reason: string): Promise<void>;
}

/** Scores an output; model calls go through `call`, under the task's id. */
export type ScoreOutput = (
  scorer: Scorer,
  subject: Subject,
  context: { taskId: string; workspaceId: string; call: StepCall },
) => Promise<RunOutcome>;

export interface EvaluatorParts extends SpendingParts {
  source: RequestSource;
  runs: RunStore;
  readEvaluator(id: string): Promise<EvaluatorTerms | undefined>;
  scoreOutput: ScoreOutput;
  /** Stores a score; the same id again replaces it. */
  writeScore(score: ScoreRecord): Promise<void>;
}

/**
 * Makes one planned run and writes its score under the evaluator's name. Repeated, it writes the same
 * score again.
 * @throws Error when trying again may help
 */
export async function runEvaluator(parts: EvaluatorParts, runId: string): Promise<void> {
  const { runs } = parts;
  const run = await runs.readRun(runId);
  if (!run || run.state === 'skipped') return;
  const evaluator = await parts.readEvaluator(run.evaluatorId);
  if (run.state === 'done') return evaluator && writeScore(parts, evaluator, run);
  const giveUp = (reason: string) => runs.giveUpRun(runId, 'skipped', reason);
  if (!evaluator) return giveUp('disabled: the evaluator was deleted');
  if (!evaluator.enabled) return giveUp('disabled: the evaluator was switched off');
  if (evaluator.version !== run.evaluatorVersion)
    return giveUp('disabled: the evaluator has another scorer now');
  const request = await readSubject(parts.source, evaluator, run);
  const exchange =
    request?.body && request.answer ? readExchange(request.body, request.answer) : null;
  if (!request || !exchange) return giveUp('the prompt or the answer is not stored, or is no chat');
  const { workspaceId } = run;
  const allowance = {
    budgetId: evaluatorBudget(evaluator.id),
    taskId: runId,
    dailyLimit: evaluator.dailyLimit,
  };
  const subject: Subject = {
    ...exchange,
    expectedOutput: null,
    metadata: { request_id: request.id, model: request.model, category: request.category },
    latencyMs: request.latencyMs,
    cost: request.cost,
  };
  try {
    const outcome = await spendWithin(parts, workspaceId, allowance, (call) =>
      parts.scoreOutput(evaluator.scorer, subject, { taskId: runId, workspaceId, call }),
    );
    await writeScore(parts, evaluator, await runs.finishRun(runId, outcome));
  } catch (error) {
    if (error instanceof TryLater) throw error;
    if (error instanceof LimitReached) return giveUp(error.message);
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof EvalCallFailed && error.isFinal) return giveUp(`refused: ${reason}`);
    // Asked again, the answers would be the same ones: they are kept under their idempotency keys.
    if (error instanceof Unscorable || error instanceof UnreadableVerdict) return giveUp(reason);
    await runs.giveUpRun(runId, 'failed', `failed: ${reason}`);
    throw error;
  }
}

/** The request itself, or the latest of its trace or session: by now all of it may have been said. */
function readSubject(
  source: RequestSource,
  { target }: EvaluatorTerms,
  { workspaceId, requestId, subjectId }: PlannedRun,
): Promise<JudgeableRequest | undefined> {
  return target === 'generation' || subjectId === requestId
    ? source.readRequest(workspaceId, requestId)
    : source.readLatestOf(workspaceId, target, subjectId);
}

/** One score per run, whatever is repeated. */
async function writeScore(
  { writeScore: write }: EvaluatorParts,
  evaluator: EvaluatorTerms,
  run: PlannedRun,
): Promise<void> {
  await write({
    id: run.id.replace(/^run_/, 'score_'),
    workspaceId: run.workspaceId,
    requestId: run.requestId,
    traceId: evaluator.target === 'trace' ? run.subjectId : null,
    name: evaluator.name,
    value: run.value,
    label: run.label,
    comment: run.comment,
    source: 'evaluator',
    keyId: null,
    createdAt: run.finishedAt!,
  });
}
