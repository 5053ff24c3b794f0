import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DecisionView } from '@weighbridge/contracts/evals/decision';
import type { PlanQuestion, PlanView } from '@weighbridge/contracts/resources/routing-plan';
import { api, dataOf } from '../../api/client.js';

const POLL_MS = 5000;

/** The decision table of an auto route, with its history; null: it has none. */
export const useDecisions = (workspace: string, route: string, enabled: boolean) =>
  useQuery({
    queryKey: ['decisions', workspace, route],
    queryFn: async (): Promise<DecisionView | null> => {
      const query = { workspace, route };
      const { data } = await dataOf(api.GET('/api/v1/routing/decisions', { params: { query } }));
      return (data[0] as DecisionView | undefined) ?? null;
    },
    refetchInterval: POLL_MS,
    enabled,
  });

/** How the targets of a route are doing right now, as the gateway that answers sees them. */
export const useHealth = (workspace: string, id: string) =>
  useQuery({
    queryKey: ['health', workspace, id],
    queryFn: () =>
      dataOf(
        api.GET('/api/v1/routes/{id}/health', { params: { path: { id }, query: { workspace } } }),
      ),
    refetchInterval: POLL_MS,
  });

/** What a person does to a decision table. */
export type TableChange =
  | { action: 'freeze' | 'unfreeze' }
  | { action: 'rollback'; version: number };

export function useChangeTable(workspace: string, route: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: TableChange) => {
      const body = { workspace, route };
      switch (change.action) {
        case 'freeze':
          return dataOf(api.POST('/api/v1/routing/decisions/freeze', { body }));
        case 'unfreeze':
          return dataOf(api.POST('/api/v1/routing/decisions/unfreeze', { body }));
        case 'rollback': {
          const { version } = change;
          return dataOf(
            api.POST('/api/v1/routing/decisions/rollback', { body: { ...body, version } }),
          );
        }
      }
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['decisions'] }),
  });
}

/** What would be done with a request; nothing is called. */
export const usePlan = () =>
  useMutation({
    mutationFn: (body: PlanQuestion): Promise<PlanView> =>
      dataOf(api.POST('/api/v1/routing/plan', { body })),
  });
