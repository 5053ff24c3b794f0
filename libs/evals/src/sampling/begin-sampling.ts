import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { comparisonTerms } from '../automatic/comparison-terms.js';
import { LOOK_BACK_MS, type WorkStore } from './sample-requests.js';

/** A process follows a change of the configuration within this time. */
const FOLLOWS_WITHIN_MS = 1_000;

/**
 * Marks from when on the traffic of workspaces is compared: from when they say so, not from when a
 * worker comes to read it, which may be starting at the time. Other gateways may have been answering
 * while the marking process started itself.
 * @returns what is to be called with all workspaces whenever they changed
 */
export function createSamplingStart(
  store: Pick<WorkStore, 'compareFrom'>,
  now: () => number,
): (workspaces: readonly WorkspaceRow[]) => Promise<void> {
  let compared: string | null = null;
  let marked = Promise.resolve();
  return (workspaces) => {
    const ids = workspaces.filter((row) => comparisonTerms(row) !== null).map(({ id }) => id);
    const isFirst = compared === null;
    const named = JSON.stringify(ids.sort());
    if (named === compared) return marked;
    compared = named;
    const from = now() - (isFirst ? LOOK_BACK_MS : FOLLOWS_WITHIN_MS);
    const mark = async (): Promise<void> => {
      try {
        await store.compareFrom(ids, from);
      } catch (error) {
        compared = ''; // the next change marks again
        throw error;
      }
    };
    // One after the other: a switch off that overtook the switch on would end it.
    marked = marked.then(mark, mark);
    return marked;
  };
}
