import { request } from 'node:http';

export type HealthTimes = { periodMs: number; answerWithinMs: number };

/** A machine that swaps can take seconds to answer; a hung engine never does. */
const USUAL_TIMES: HealthTimes = { periodMs: 10_000, answerWithinMs: 20_000 };

/** Asks the engine's own probe once. A refused connection is a restart under way, not a hang. */
function isHung(url: URL, answerWithinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(
      {
        host: url.hostname,
        port: url.port,
        path: '/probe',
        auth: `${url.username}:${url.password}`,
        timeout: answerWithinMs,
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
export function watchHealth(
  engineUrl: string,
  onHang: () => void,
  times = USUAL_TIMES,
): { stop(): void } {
  const url = new URL(engineUrl);
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    if (await isHung(url, times.answerWithinMs)) onHang();
    asking = false;
  }, times.periodMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
