import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { comparisonTerms } from '../automatic/comparison-terms.js';
import { LOOK_BACK_MS, type WorkStore } from './sample-requests.js';

/**
 * Marks from when on the traffic of workspaces is judged: from when they say so, not from when a worker
 * comes to read it, which may be starting at the time.
 * @returns what is to be called with all workspaces whenever they changed
 */
export function createSamplingStart(
  store: Pick<WorkStore, 'beginCursors'>,
  now: () => number,
): (workspaces: readonly WorkspaceRow[]) => Promise<void> {
  let begun = new Set<string>();
  return async (workspaces) => {
    const judged = workspaces.filter((row) => comparisonTerms(row) !== null).map(({ id }) => id);
    const fresh = judged.filter((id) => !begun.has(id));
    begun = new Set(judged);
    if (fresh.length > 0) await store.beginCursors(fresh, now() - LOOK_BACK_MS);
  };
}
