import { setTimeout as sleep } from 'node:timers/promises';
import { createdAtOf } from '@weighbridge/kernel/ids';

const LOOK_AGAIN_MS = 250;
/** Records are readable this long after a request's last byte (CONTRACT §5). */
const ON_ITS_WAY_MS = 2_500;
/** Above what a request may take (`timeouts.total_ms`): one that began earlier ended long ago. */
const LONGEST_REQUEST_MS = 900_000;

export interface RequestSightings {
  /** This process finished it a moment ago. */
  isRecent(requestId: string): boolean;
  /** The request log shows it. */
  isLogged(requestId: string): Promise<boolean>;
}

/**
 * Whether there is a request. One that another process answered a moment ago, however long that took, is
 * waited for until the log must show it.
 */
export async function knowsRequest(
  id: string,
  { isRecent, isLogged }: RequestSightings,
  waitMs = ON_ITS_WAY_MS,
): Promise<boolean> {
  if (isRecent(id)) return true;
  const until = performance.now() + (mayBeOnItsWay(id) ? waitMs : 0);
  for (;;) {
    if (await isLogged(id)) return true;
    if (performance.now() >= until) return false;
    await sleep(LOOK_AGAIN_MS);
  }
}

function mayBeOnItsWay(id: string): boolean {
  const age = Date.now() - (createdAtOf(id) ?? 0);
  return age >= 0 && age < LONGEST_REQUEST_MS;
}
