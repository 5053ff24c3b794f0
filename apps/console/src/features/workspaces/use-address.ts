import { useCurrentWorkspace } from './current-workspace.js';

type Query = Record<string, string | null | undefined>;

/** Makes addresses of pages that say which workspace they show, so that every link can be passed on. */
export function useAddress(): (path: string, query?: Query) => string {
  const { id } = useCurrentWorkspace();
  return (path, query = {}) => {
    const search = new URLSearchParams({ workspace: id });
    for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
    return `${path}?${search}`;
  };
}
