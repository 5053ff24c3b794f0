import { useSearchParams } from 'react-router';
import { changeAddress } from '../../ui/change-address.js';
import { findRange, type Range } from '../usage/range.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { type FilterName, type Filters, readFilters } from './filters.js';

export interface RequestView {
  workspace: string;
  filters: Filters;
  /** Undefined: all there is. */
  range: Range | undefined;
  change: (name: FilterName | 'range', value: string | null) => void;
  clear: () => void;
}

/** What the list shows lives in the address, so that a view can be linked to and gone back to. */
export function useRequestFilters(): RequestView {
  const { id: workspace } = useCurrentWorkspace();
  const [address, setAddress] = useSearchParams();
  return {
    workspace,
    filters: readFilters(address),
    range: findRange(address.get('range')),
    change: (name, value) => setAddress((before) => changeAddress(before, { [name]: value })),
    clear: () => setAddress({ workspace }),
  };
}
