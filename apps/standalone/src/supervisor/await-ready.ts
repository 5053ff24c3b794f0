import { setTimeout as sleep } from 'node:timers/promises';
import { StopError } from '@weighbridge/server/instance/stop-error';

const READY_WITHIN_MS = 60_000;

/**
 * Waits until `/health/ready` answers 200.
 * @throws StopError with the last answer
 */
export async function awaitReady(url: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    signal.throwIfAborted();
    const seen = await fetch(`${url}/health/ready`, { signal }).then(
      async (response) => ({ ready: response.status === 200, text: await response.text() }),
      (error) => ({ ready: false, text: String(error) }),
    );
    if (seen.ready) return;
    if (performance.now() > deadline) {
      throw new StopError(`not ready after ${READY_WITHIN_MS / 1_000} s: ${seen.text}`);
    }
    await sleep(50);
  }
}
