import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ComparisonView,
  LabelsCreate,
  PairView,
} from '@weighbridge/contracts/evals/comparison';
import type { QualityView } from '@weighbridge/contracts/evals/quality';
import type { ScoreCreate, ScoreView } from '@weighbridge/contracts/evals/score';
import { api, dataOf } from '../../api/client.js';

const POLL_MS = 10_000;
const LARGEST_PAGE = 500;
const PAIRS_PAGE = 50;
/** More scores than these are not fetched for one chart. */
const MOST_SCORES = 5_000;
const SCORES_POLL_MS = 30_000;

/** Candidates against incumbents, per category. */
export const useComparisons = (workspace: string) =>
  useQuery({
    queryKey: ['comparisons', workspace],
    queryFn: async (): Promise<ComparisonView[]> => {
      const query = { workspace, limit: LARGEST_PAGE };
      const page = await dataOf(api.GET('/api/v1/comparisons', { params: { query } }));
      return page.data as ComparisonView[];
    },
    refetchInterval: POLL_MS,
  });

/** The newest judged pairs of a category and candidate. */
export const usePairs = (workspace: string, category: string, candidate: string) =>
  useQuery({
    queryKey: ['pairs', workspace, category, candidate],
    queryFn: async (): Promise<PairView[]> => {
      const query = { workspace, category, candidate, limit: PAIRS_PAGE };
      return (await dataOf(api.GET('/api/v1/comparisons/pairs', { params: { query } }))).data;
    },
  });

/** Says what a person thinks of judged pairs: what judges are measured against. */
export function useLabel(workspace: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (labels: LabelsCreate['labels']) =>
      dataOf(
        api.POST('/api/v1/comparisons/labels', {
          params: { query: { workspace } },
          body: { labels },
        }),
      ),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['pairs'] });
      void cache.invalidateQueries({ queryKey: ['comparisons'] });
    },
  });
}

/** Judged quality per category and model: what the auto router reads. */
export const useQuality = (workspace: string) =>
  useQuery({
    queryKey: ['quality', workspace],
    queryFn: async (): Promise<QualityView[]> => {
      const query = { workspace, limit: LARGEST_PAGE };
      return (await dataOf(api.GET('/api/v1/quality', { params: { query } }))).data;
    },
    refetchInterval: POLL_MS,
  });

/** The scores of a request. */
export const useScores = (workspace: string, requestId: string) =>
  useQuery({
    queryKey: ['scores', workspace, requestId],
    queryFn: async (): Promise<ScoreView[]> => {
      const query = { workspace, request_id: requestId };
      return (await dataOf(api.GET('/api/v1/scores', { params: { query } }))).data;
    },
    refetchInterval: POLL_MS,
  });

/** The scores of the workspace since a moment, whatever they are about; of too many the newest. */
export const useScoresSince = (workspace: string, from: string) =>
  useQuery({
    queryKey: ['scores', workspace, 'since', from],
    queryFn: async (): Promise<ScoreView[]> => {
      const scores: ScoreView[] = [];
      let cursor: string | undefined;
      do {
        const query = { workspace, from, limit: LARGEST_PAGE, ...(cursor && { cursor }) };
        const page = await dataOf(api.GET('/api/v1/scores', { params: { query } }));
        scores.push(...page.data);
        cursor = page.next_cursor ?? undefined;
      } while (cursor && scores.length < MOST_SCORES);
      return scores;
    },
    placeholderData: keepPreviousData,
    refetchInterval: SCORES_POLL_MS,
  });

export function useSetScore(workspace: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ScoreCreate) =>
      dataOf(api.POST('/api/v1/scores', { params: { query: { workspace } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['scores'] }),
  });
}

/** Whether an evaluator judged a request, and why not. */
export const useWhy = (workspace: string, id: string, requestId: string) =>
  useQuery({
    queryKey: ['why', workspace, id, requestId],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/evaluators/{id}/why', {
          params: { path: { id }, query: { workspace, request_id: requestId } },
        }),
      ),
    enabled: requestId !== '',
    retry: false,
  });
