import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A caller that keeps a connection open sends again within this, usually, and is told to leave. */
const LEAVE_WITHIN_MS = 1_000;
const LOOK_MS = 25;

/**
 * Lets callers go without cutting any off: each answer from now on asks its caller to close the
 * connection. Resolves when none is left or all that are have been silent; new ones are still served, so
 * that a connection on its way is not refused.
 */
export async function drainConnections(server: Server): Promise<void> {
  server.prependListener('request', (_incoming: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  const deadline = performance.now() + LEAVE_WITHIN_MS;
  while (performance.now() < deadline) {
    if ((await countConnections(server)) === 0) return;
    await sleep(LOOK_MS);
  }
}

const countConnections = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error ? 0 : count));
  });
