import type { Evaluator, EvaluatorTarget } from '@weighbridge/contracts/evals/evaluator';
import { type NanoUsd, parseUsd } from '@weighbridge/kernel/money';
import type { FinishedRequest } from '../sampling/finished-request.js';

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

export const evaluatorTerms = (row: {
  id: string;
  workspaceId: string;
  name: string;
  version: string;
  config: Omit<Evaluator, 'workspace'>;
  createdAt: Date;
}): EvaluatorTerms => ({
  id: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  version: row.version,
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
  if (target === 'session') return request.sessionId || request.traceId || request.id;
  return request.id;
}
