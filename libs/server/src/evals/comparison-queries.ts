import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ComparisonView, PairView } from '@weighbridge/contracts/evals/comparison';
import type { QualityView } from '@weighbridge/contracts/evals/quality';
import type { ComparisonReader, StoredPair } from '@weighbridge/evals/automatic/comparison-reader';
import {
  describeCalibration,
  listComparisons,
} from '@weighbridge/evals/automatic/list-comparisons';
import { listQuality, type ReadScoredSides } from '@weighbridge/evals/quality/list-quality';
import type { RequestSource } from '@weighbridge/evals/sampling/finished-request';
import { readAnswer } from '@weighbridge/evals/sampling/read-exchange';
import { pageOf } from '@weighbridge/govern/resources/page-of';
import type { EvalQueries } from './evals-dependencies.js';

export interface ComparisonQueryParts {
  comparisons: ComparisonReader;
  source: RequestSource;
  readScoredSides: ReadScoredSides;
  /** The quality loss that a workspace accepts. */
  marginOf(workspaceId: string): number;
}

type ComparisonQueries = Pick<
  EvalQueries,
  'listComparisons' | 'listPairs' | 'addLabels' | 'listQuality'
>;

/** Comparisons, pairs, labels and quality as people see them. */
export const createComparisonQueries = ({
  comparisons,
  source,
  readScoredSides,
  marginOf,
}: ComparisonQueryParts): ComparisonQueries => ({
  async listComparisons(workspaces, query) {
    const views = await listComparisons(comparisons, workspaces, query, marginOf);
    return pageOf(views, placeOfComparison, query);
  },
  async listPairs(workspaces, query) {
    const { limit } = query;
    const after = readPairCursor(query.cursor);
    const pairs = await comparisons.readPairs(workspaces, query, after, limit + 1);
    const last = pairs.length > limit ? pairs[limit - 1] : undefined;
    return {
      data: await Promise.all(pairs.slice(0, limit).map((pair) => presentPair(source, pair))),
      next_cursor: last === undefined ? null : writePairCursor(last),
    };
  },
  async addLabels(workspaceId, labels, actor) {
    const wanted = [...new Map(labels.map((label) => [label.pair_id, label])).values()];
    const labelled = new Set(await comparisons.addLabels(workspaceId, wanted, actor));
    const missing = wanted.find(({ pair_id: id }) => !labelled.has(id));
    if (missing)
      throw new ApiError('not_found', `there is no judged pair "${missing.pair_id}"`, {
        param: 'labels',
      });
    const groups = await comparisons.readLabelled([workspaceId]);
    return {
      labelled: labelled.size,
      judges: groups.map(({ judge, verdicts }) => describeCalibration(judge, verdicts)),
    };
  },
  async listQuality(workspaces, query) {
    const views = await listQuality(comparisons, readScoredSides, workspaces);
    return pageOf(views, placeOfQuality, query);
  },
});

const placeOfComparison = (view: ComparisonView): [string, string] => [
  view.workspace,
  JSON.stringify([view.category, view.incumbent, view.candidate]),
];

const placeOfQuality = (view: QualityView): [string, string] => [
  view.workspace,
  JSON.stringify([view.category, view.model]),
];

const writePairCursor = ({ place, id }: StoredPair): string =>
  Buffer.from(`${place} ${id}`).toString('base64url');

function readPairCursor(text: string | undefined): readonly [string, string] | null {
  if (text === undefined) return null;
  const [place, id] = Buffer.from(text, 'base64url').toString().split(' ');
  if (place && id && !Number.isNaN(Date.parse(place))) return [place, id];
  throw new ApiError('invalid_request', 'cursor must be the next_cursor of an earlier page', {
    param: 'cursor',
  });
}

/** The answers themselves are in the request log alone: what is deleted there is gone here too. */
async function presentPair(source: RequestSource, pair: StoredPair): Promise<PairView> {
  const { workspaceId } = pair;
  const outputOf = async (requestId: string | null): Promise<string | null> => {
    const request =
      requestId === null ? undefined : await source.readRequest(workspaceId, requestId);
    return request?.answer ? (readAnswer(request.answer)?.output ?? null) : null;
  };
  const [incumbent, candidate] = await Promise.all([
    outputOf(pair.requestId),
    outputOf(pair.replayRequestId),
  ]);
  return {
    id: pair.id,
    workspace: workspaceId,
    request_id: pair.requestId,
    category: pair.category,
    incumbent: { model: pair.incumbent, output: incumbent },
    candidate: { model: pair.candidate, output: candidate },
    verdict: pair.verdict,
    consistent: pair.consistent,
    reason: pair.reason,
    judge: pair.judge,
    label: pair.label,
    replay_request_id: pair.replayRequestId,
    judge_request_ids: pair.judgeRequestIds,
    created_at: new Date(pair.finishedAt).toISOString(),
  };
}
