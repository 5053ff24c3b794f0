import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { type Range, startOf } from '../usage/range.js';
import type { Filters } from './filters.js';

const POLL_MS = 2000;
const PAGE = 100;
const TAIL = 12;

/**
 * The request log, page after page. The newest page follows the traffic while it is the only one:
 * whoever reads further down is not pulled away.
 */
export const useRequests = (workspace: string, filters: Filters, range: Range | undefined) =>
  useInfiniteQuery({
    queryKey: ['requests', workspace, filters, range?.name],
    queryFn: ({ pageParam }) => {
      const from = range ? { from: startOf(range, Date.now()) } : {};
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { workspace, ...filters, ...from, ...cursor, limit: PAGE };
      return dataOf(api.GET('/api/v1/requests', { params: { query } }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : POLL_MS),
    placeholderData: keepPreviousData,
  });

/** The newest requests, as they come. */
export const useLatestRequests = (workspace: string) =>
  useQuery({
    queryKey: ['requests', workspace, 'latest'],
    queryFn: () =>
      dataOf(api.GET('/api/v1/requests', { params: { query: { workspace, limit: TAIL } } })),
    refetchInterval: POLL_MS,
  });

/** One request; its record never changes once it is there. */
export const useRequest = (workspace: string, id: string) =>
  useQuery({
    queryKey: ['request', workspace, id],
    queryFn: () =>
      dataOf(api.GET('/api/v1/requests/{id}', { params: { path: { id }, query: { workspace } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
