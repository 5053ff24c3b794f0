import type { Evaluator, EvaluatorTarget } from '@weighbridge/contracts/evals/evaluator';
import { type NanoUsd, parseUsd } from '@weighbridge/kernel/money';
import { JUDGE_TEMPLATES } from '../judges/judge-templates.js';
import type { FinishedRequest } from '../sampling/finished-request.js';
import { makeTaskId } from '../sampling/task-id.js';

/** An evaluator with its defaults filled in. */
export interface EvaluatorTerms {
  id: string;
  workspaceId: string;
  name: string;
  /** Scores of another version are another series. */
  version: string;
  scorer: Evaluator['scorer'];
  target: EvaluatorTarget;
  filter: NonNullable<Evaluator['filter']>;
  sampleRate: number;
  delayMs: number;
  dailyLimit: NanoUsd | null;
  enabled: boolean;
  /** Milliseconds since the epoch: earlier requests are not judged. */
  createdAt: number;
}

const SECOND_MS = 1_000;

/** An evaluator as it is configured. */
export interface EvaluatorRow {
  id: string;
  workspaceId: string;
  name: string;
  /** Changes with the scorer as it is written. */
  version: string;
  config: Omit<Evaluator, 'workspace'>;
  createdAt: Date;
}

/** @param judge of the workspace, which judges where the scorer names none */
export const evaluatorTerms = (row: EvaluatorRow, judge: string | null): EvaluatorTerms => ({
  id: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  version: seriesOf(row, judge),
  scorer: row.config.scorer,
  target: row.config.target ?? 'generation',
  filter: row.config.filter ?? {},
  sampleRate: row.config.sample_rate ?? 1,
  delayMs: (row.config.delay_s ?? 0) * SECOND_MS,
  dailyLimit: row.config.daily_limit ? parseUsd(row.config.daily_limit) : null,
  enabled: row.config.enabled ?? true,
  createdAt: row.createdAt.getTime(),
});

/** What the evaluator judges of a request: it, its trace or its session. */
export function subjectOf(target: EvaluatorTarget, request: FinishedRequest): string {
  if (target === 'trace') return request.traceId || request.id;
  if (target === 'session') return request.sessionId;
  return request.id;
}

/** Rubric, template and judge: scores under other ones are another series. */
function seriesOf({ version, config: { scorer } }: EvaluatorRow, judge: string | null): string {
  const template =
    scorer.kind === 'llm_judge' && scorer.template ? JUDGE_TEMPLATES[scorer.template] : null;
  const asked = scorer.kind === 'llm_judge' && scorer.judge_model === undefined ? judge : null;
  return makeTaskId('series', version, JSON.stringify(template), asked ?? '');
}
