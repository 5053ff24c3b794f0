import { request } from 'node:http';

const PERIOD_MS = 10_000;
/** A machine that swaps can take seconds; a hung engine never answers. */
const ANSWER_WITHIN_MS = 20_000;

/** Asks the engine's own probe once. A refused connection is a restart under way, not a hang. */
function isHung(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(
      {
        host: url.hostname,
        port: url.port,
        path: '/probe',
        auth: `${url.username}:${url.password}`,
        timeout: ANSWER_WITHIN_MS,
      },
      (response) => {
        response.resume();
        resolve(false);
      },
    );
    probe.on('timeout', () => {
      resolve(true);
      probe.destroy();
    });
    probe.on('error', () => resolve(false));
    probe.end();
  });
}

/**
 * Calls `onHang` whenever the engine accepts a request and does not answer it: a failed allocation
 * can leave chDB waiting for itself for ever.
 */
export function watchHealth(engineUrl: string, onHang: () => void): { stop(): void } {
  const url = new URL(engineUrl);
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    if (await isHung(url)) onHang();
    asking = false;
  }, PERIOD_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
