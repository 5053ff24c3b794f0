import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RequestSource } from '@weighbridge/evals/sampling/finished-request';
import {
  type EvaluatorRow,
  type EvaluatorTerms,
  subjectOf,
} from '@weighbridge/evals/smart/evaluator-terms';
import { explainRun } from '@weighbridge/evals/smart/explain-run';
import {
  calibrateEvaluator,
  type VerdictCounts,
} from '@weighbridge/evals/smart/calibrate-evaluator';
import type { GovernStore } from '@weighbridge/govern/tables/tables';
import type { VisibleWorkspaces } from '@weighbridge/observe/requests/request-log';
import { listScores, presentScoreRecord } from '@weighbridge/observe/scores/list-scores';
import { makeScore } from '@weighbridge/observe/scores/make-score';
import type { ScoreStore } from '@weighbridge/observe/scores/score-store';
import type { EvalRuns } from '@weighbridge/stores/postgres/evals/create-run-store';
import { knowsRequest } from '../platform/knows-request.js';
import type { EvalQueries } from './evals-dependencies.js';

export interface ScoreQueryParts {
  store: GovernStore;
  source: RequestSource;
  scores: ScoreStore;
  runs: EvalRuns;
  termsOfEvaluator(row: EvaluatorRow): EvaluatorTerms;
  readVerdictCounts(workspaceId: string, name: string): Promise<VerdictCounts>;
  /** Whether this process finished the request a moment ago. */
  servedLately(workspaceId: string, requestId: string): boolean;
  now(): number;
}

type ScoreQueries = Pick<
  EvalQueries,
  'listScores' | 'addScore' | 'explainEvaluator' | 'calibrateEvaluator'
>;

/** Scores, and why an evaluator did or did not give one. */
export const createScoreQueries = (parts: ScoreQueryParts): ScoreQueries => ({
  listScores: (workspaces, query) => listScores(parts.scores, workspaces, query),
  async addScore(workspaceId, { workspace: _, source = 'annotation', ...score }) {
    const { request_id: requestId } = score;
    if (requestId !== undefined && !(await isKnown(parts, workspaceId, requestId)))
      throw new ApiError('not_found', `there is no request "${requestId}"`, {
        param: 'request_id',
      });
    const record = makeScore(score, { workspaceId, keyId: null, source, createdAt: parts.now() });
    await parts.scores.writeScore(record);
    return presentScoreRecord(record);
  },
  async explainEvaluator(workspaces, evaluatorId, requestId) {
    const { evaluator, isZeroRetention } = await findEvaluator(parts, workspaces, evaluatorId);
    const request = await parts.source.readRequest(evaluator.workspaceId, requestId);
    if (!request) throw new ApiError('not_found', `there is no request "${requestId}"`);
    const subjectId = subjectOf(evaluator.target, request);
    const run = await parts.runs.findRun(
      evaluator.workspaceId,
      evaluator.id,
      evaluator.version,
      subjectId,
    );
    return explainRun(evaluator, request, isZeroRetention, run, parts.now());
  },
  async calibrateEvaluator(workspaces, evaluatorId) {
    const { evaluator } = await findEvaluator(parts, workspaces, evaluatorId);
    const { workspaceId, name } = evaluator;
    return calibrateEvaluator(await parts.readVerdictCounts(workspaceId, name));
  },
});

async function findEvaluator(
  { store, termsOfEvaluator }: ScoreQueryParts,
  workspaces: VisibleWorkspaces,
  id: string,
): Promise<{ evaluator: EvaluatorTerms; isZeroRetention: boolean }> {
  const scope =
    workspaces === 'every' ? workspaces : { organizations: [], workspaces: [...workspaces] };
  const found = await store.read(async (tables) => {
    const [row] = await tables.evaluators.matching(scope, { id });
    if (!row) return undefined;
    const [workspace] = await tables.workspaces.matching('every', { id: row.workspaceId });
    return { evaluator: termsOfEvaluator(row), isZeroRetention: workspace?.zdr ?? false };
  });
  if (!found) throw new ApiError('not_found', `there is no evaluator "${id}"`);
  return found;
}

const isKnown = (
  { source, servedLately }: ScoreQueryParts,
  workspaceId: string,
  requestId: string,
): Promise<boolean> =>
  knowsRequest(requestId, {
    isRecent: (id) => servedLately(workspaceId, id),
    isLogged: async (id) => (await source.readRequest(workspaceId, id)) !== undefined,
  });
