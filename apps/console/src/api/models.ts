import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from './client.js';
import { useRows } from './resource.js';

const LARGEST_PAGE = 500;

/** The models that this workspace can call at once. */
export const useCallableModels = (workspace: string) =>
  useQuery({
    queryKey: ['models', workspace, 'callable'],
    queryFn: () => {
      const query = { workspace, limit: LARGEST_PAGE, available: 'true' as const };
      return dataOf(api.GET('/api/v1/models', { params: { query } }));
    },
    select: ({ data }) => data,
    staleTime: 30_000,
  });

/** Names of routes and models, for fields that ask for one. */
export function useModelNames(workspace: string): string[] {
  const models = useCallableModels(workspace).data ?? [];
  const routes = useRows('routes', workspace).data ?? [];
  return [...routes.map(({ id }) => id), ...models.map(({ id }) => id)];
}

/** Fields whose texts are names of routes or models. */
const MODEL_FIELDS = new Set<string>([
  ...['model', 'route', 'default', 'judge', 'judge_model', 'candidates'],
  ...['allowed_models', 'fallbacks', 'context_fallbacks', 'content_fallbacks'],
]);

/** What a form may offer for a field by its name. */
export function useSuggestions(
  workspace: string,
  others: Record<string, string[]> = {},
): (name: string) => string[] | undefined {
  const models = useModelNames(workspace);
  return (name) => others[name] ?? (MODEL_FIELDS.has(name) ? models : undefined);
}
