import type { FinishedRequest } from '../sampling/finished-request.js';
import { makeTaskId } from '../sampling/task-id.js';
import { type EvaluatorTerms, subjectOf } from './evaluator-terms.js';
import { reasonNotToRun } from './explain-run.js';

/** A run of an evaluator that is to be made. */
export interface NewRun {
  /** Follows from the subject and the evaluator's version: planned twice, it is one run. */
  id: string;
  evaluatorId: string;
  evaluatorVersion: string;
  subjectId: string;
  requestId: string;
  /** Milliseconds since the epoch. */
  dueAt: number;
}

/** The runs a request calls for. */
export const planRuns = (
  evaluators: readonly EvaluatorTerms[],
  request: FinishedRequest,
  isZeroRetention: boolean,
): NewRun[] =>
  evaluators
    .filter((evaluator) => reasonNotToRun(evaluator, request, isZeroRetention) === null)
    .map((evaluator) => {
      const subjectId = subjectOf(evaluator.target, request);
      return {
        id: makeTaskId('run', evaluator.id, evaluator.version, subjectId),
        evaluatorId: evaluator.id,
        evaluatorVersion: evaluator.version,
        subjectId,
        requestId: request.id,
        dueAt: request.arrivedAt + evaluator.delayMs,
      };
    });
