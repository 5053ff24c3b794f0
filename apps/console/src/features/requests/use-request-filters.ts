import { useSearchParams } from 'react-router';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';

const FILTERS = ['model', 'status', 'key'] as const;
type FilterName = (typeof FILTERS)[number];

/** What the list shows. */
export type RequestFilters = { workspace: string } & Partial<Record<FilterName | 'cursor', string>>;

/** What the list shows lives in the address, so that a view can be linked to and gone back to. */
export function useRequestFilters() {
  const { id: workspace } = useCurrentWorkspace();
  const [address, setAddress] = useSearchParams();
  const filters: RequestFilters = { workspace };
  for (const name of [...FILTERS, 'cursor'] as const) {
    const value = address.get(name);
    if (value) filters[name] = value;
  }
  const change = (name: FilterName | 'cursor', value: string | null) =>
    setAddress((before) => {
      const next = new URLSearchParams(before);
      // Another filter is another list: its first page comes first.
      next.delete('cursor');
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const clear = () => setAddress({ workspace });
  return { filters, change, clear, filtered: FILTERS.some((name) => name in filters) };
}
