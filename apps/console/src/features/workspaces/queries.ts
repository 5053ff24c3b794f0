import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';

const LARGEST_PAGE = 500;

/** The workspaces that the signed-in user may read. */
export const useWorkspaces = () =>
  useQuery({
    queryKey: ['workspaces'],
    queryFn: () =>
      dataOf(api.GET('/api/v1/workspaces', { params: { query: { limit: LARGEST_PAGE } } })),
    select: (page) => page.data,
    staleTime: 30_000,
  });
