import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ActOrigin, GovernStore } from '../tables/tables.js';

interface Attempt {
  /** A permission name. */
  action: string;
  resource: { type: string; id: string };
}

/** Records an attempt that was refused, in a transaction of its own. */
export async function recordDenied(
  store: GovernStore,
  origin: ActOrigin,
  { action, resource }: Attempt,
): Promise<void> {
  await store.mutate(origin, ({ record }) => {
    record({
      ...{ action, resource, outcome: 'denied', changes: {}, reload: false },
      ...{ organizationId: null, workspaceId: null },
    });
    return Promise.resolve();
  });
}

/**
 * Runs a change and records it as denied when it is refused for want of a right, or names what the
 * caller may not see: the two are told apart by nobody.
 */
export async function recordingRefusals<Result>(
  store: GovernStore,
  origin: ActOrigin,
  attempt: Attempt,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiError && (error.code === 'forbidden' || error.code === 'not_found')) {
      await recordDenied(store, origin, attempt);
    }
    throw error;
  }
}
