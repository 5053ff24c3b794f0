import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EvaluatorView } from '@weighbridge/contracts/evals/evaluator';
import type { BudgetView } from '@weighbridge/contracts/resources/budget';
import type { CategoryView } from '@weighbridge/contracts/resources/category';
import type { ListOf } from '@weighbridge/contracts/resources/envelope';
import type { KeyMade, KeyView } from '@weighbridge/contracts/resources/key';
import type { MemberView } from '@weighbridge/contracts/resources/member';
import type { ProviderView } from '@weighbridge/contracts/resources/provider';
import type { RouteView } from '@weighbridge/contracts/resources/route';
import type { TeamView } from '@weighbridge/contracts/resources/team';
import type { UserView } from '@weighbridge/contracts/resources/user';
import type { WorkspaceView } from '@weighbridge/contracts/resources/workspace';
import { api, dataOf } from './client.js';

/** The plain resources and what their rows are. */
interface Resources {
  budgets: BudgetView;
  categories: CategoryView;
  evaluators: EvaluatorView;
  keys: KeyView;
  members: MemberView;
  providers: ProviderView;
  routes: RouteView;
  teams: TeamView;
  users: UserView;
  workspaces: WorkspaceView;
}
export type ResourceName = keyof Resources;

const LARGEST_PAGE = 500;
const POLL_MS = 5000;
/** What changes without anybody changing it. */
const MOVING = new Set<ResourceName>(['budgets']);
/** What a change of one resource changes of another. */
const ALSO: Partial<Record<ResourceName, ResourceName>> = {
  keys: 'budgets',
  teams: 'budgets',
  workspaces: 'budgets',
};

/**
 * All resources have the same five routes; the generated types know each by its own path. One of them
 * stands for all here, and {@link Resources} says what comes back.
 */
const listPath = (name: ResourceName) => `/api/v1/${name}` as '/api/v1/keys';
const onePath = (name: ResourceName) => `/api/v1/${name}/{id}` as '/api/v1/keys/{id}';

async function readAll<Name extends ResourceName>(
  name: Name,
  workspace: string | null,
): Promise<Resources[Name][]> {
  const rows: Resources[Name][] = [];
  let cursor: string | undefined;
  do {
    const query = {
      limit: LARGEST_PAGE,
      ...(workspace === null ? {} : { workspace }),
      ...(cursor ? { cursor } : {}),
    };
    const page: unknown = await dataOf(api.GET(listPath(name), { params: { query } }));
    const { data, next_cursor: next } = page as ListOf<Resources[Name]>;
    rows.push(...data);
    cursor = next ?? undefined;
  } while (cursor);
  return rows;
}

/** Every row of a resource that the workspace has or may use; null: that the user may read. */
export const useRows = <Name extends ResourceName>(name: Name, workspace: string | null) =>
  useQuery({
    queryKey: [name, workspace],
    queryFn: () => readAll(name, workspace),
    staleTime: 10_000,
    refetchInterval: MOVING.has(name) ? POLL_MS : false,
  });

/** A new row, or a change of the row `id`: an absent field stays, null clears it. */
export interface Change {
  id?: string;
  body: Record<string, unknown>;
}

/** Creates or changes a row; what was read of the resource is read again. */
export function useSave(name: ResourceName, workspace: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: Change): Promise<unknown> => {
      const query = { workspace };
      return id === undefined
        ? dataOf(api.POST(listPath(name), { params: { query }, body: body as { name: string } }))
        : dataOf(api.PATCH(onePath(name), { params: { path: { id }, query }, body }));
    },
    onSuccess: () => readAgain(cache, name),
  });
}

export function useRemove(name: ResourceName, workspace: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf(api.DELETE(onePath(name), { params: { path: { id }, query: { workspace } } })),
    onSuccess: () => readAgain(cache, name),
  });
}

function readAgain(cache: QueryClient, name: ResourceName): Promise<unknown> {
  return Promise.all([
    cache.invalidateQueries({ queryKey: [name] }),
    cache.invalidateQueries({ queryKey: [ALSO[name] ?? name] }),
  ]);
}

/** What making or rotating a key answers with. */
export const asKeyMade = (answer: unknown): KeyMade => answer as KeyMade;
