import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { RequestFilters } from './use-request-filters.js';

const POLL_MS = 2000;
const PAGE = 50;
const LARGEST_PAGE = 500;

/** One page of the request log; the newest page follows the traffic while the tab is visible. */
export const useRequests = (filters: RequestFilters) =>
  useQuery({
    queryKey: ['requests', filters],
    queryFn: () =>
      dataOf(api.GET('/api/v1/requests', { params: { query: { ...filters, limit: PAGE } } })),
    refetchInterval: filters.cursor ? false : POLL_MS,
    placeholderData: keepPreviousData,
  });

/** One request; its record never changes once it is there. */
export const useRequest = (workspace: string, id: string) =>
  useQuery({
    queryKey: ['request', workspace, id],
    queryFn: () =>
      dataOf(api.GET('/api/v1/requests/{id}', { params: { path: { id }, query: { workspace } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The keys of a workspace, for the filter. */
export const useKeys = (workspace: string) =>
  useQuery({
    queryKey: ['keys', workspace],
    queryFn: () =>
      dataOf(api.GET('/api/v1/keys', { params: { query: { workspace, limit: LARGEST_PAGE } } })),
    select: (page) => page.data,
    staleTime: 30_000,
  });

/** Answers without any provider's key. */
const EASIEST_MODEL = 'sandbox/swift-mini';

/** A chat model that this workspace can call at once, for the example; undefined until known. */
export const useExampleModel = (workspace: string) =>
  useQuery({
    queryKey: ['models', workspace],
    queryFn: () =>
      dataOf(api.GET('/api/v1/models', { params: { query: { workspace, limit: LARGEST_PAGE } } })),
    select: (page) => {
      const chat = page.data.map(({ id }) => id).filter((id) => !id.includes('embed'));
      return chat.includes(EASIEST_MODEL) ? EASIEST_MODEL : chat[0];
    },
    staleTime: 30_000,
  });
