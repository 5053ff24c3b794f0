import type { WhyView } from '@weighbridge/contracts/evals/evaluator';
import { type FinishedRequest, isEvalTraffic } from '../sampling/finished-request.js';
import { findMismatch } from '../sampling/match-filter.js';
import { isSampled } from '../sampling/draw-sample.js';
import { type EvaluatorTerms, subjectOf } from './evaluator-terms.js';

/** A run as it is stored. */
export interface StoredRun {
  state: 'pending' | 'done' | 'skipped' | 'failed';
  /** What kept it from a score. */
  reason: string | null;
  value: number | null;
  label: string | null;
  comment: string | null;
  /** Milliseconds since the epoch. */
  dueAt: number;
}

/**
 * Why a request is none of an evaluator's, beginning with the word of the contract (`filter`,
 * `disabled`, `session`, `sampling`, `loop guard`); null: it is to be judged.
 */
export function reasonNotToRun(
  evaluator: EvaluatorTerms,
  request: FinishedRequest,
  isZeroRetention: boolean,
): string | null {
  if (!evaluator.enabled) return 'disabled: the evaluator is switched off';
  if (isEvalTraffic(request)) return 'loop guard: calls of evaluations are never evaluated';
  if (isZeroRetention)
    return 'zero retention: the workspace stores no prompt or answer, so nothing can be judged';
  if (evaluator.target === 'session' && request.sessionId === '')
    return 'session: the request belongs to no session';
  const mismatch = findMismatch(evaluator.filter, request);
  if (mismatch !== null) return `filter: ${mismatch}`;
  if (!isSampled(subjectOf(evaluator.target, request), evaluator.sampleRate))
    return `sampling: not in the sample of ${evaluator.sampleRate * 100} %`;
  if (request.arrivedAt < evaluator.createdAt)
    return 'sampling: the request is older than the evaluator';
  return null;
}

/** Says whether an evaluator ran on a request, and why or why not. */
export function explainRun(
  evaluator: EvaluatorTerms,
  request: FinishedRequest,
  isZeroRetention: boolean,
  run: StoredRun | undefined,
  now: number,
): WhyView {
  if (run?.state === 'done') return { ran: true, reason: sayScore(run) };
  if (run && run.state !== 'pending') return { ran: false, reason: run.reason ?? run.state };
  const reason = reasonNotToRun(evaluator, request, isZeroRetention);
  if (reason !== null) return { ran: false, reason };
  const wait = run ? run.dueAt - now : request.startedAt + evaluator.delayMs - now;
  if (wait > 0) return { ran: false, reason: `delay: it is due in ${Math.ceil(wait / 1_000)} s` };
  return { ran: false, reason: run?.reason ?? 'delay: it waits for the worker to come to it' };
}

function sayScore({ value, label, comment }: StoredRun): string {
  const score = label === null ? `score ${value}` : `score "${label}"`;
  return comment ? `${score}: ${comment}` : score;
}
