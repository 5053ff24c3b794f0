import type { EventEmitter } from 'node:events';

/** One Ctrl-C can arrive twice: from the terminal and again from npm. */
const SAME_SIGNAL_MS = 1_000;

export type SignalListener = {
  /** Aborts at the first request to stop. */
  stopRequested: AbortSignal;
  close(): void;
};

/**
 * Turns SIGINT and SIGTERM into one request to stop, SIGHUP into a reload, SIGUSR2 into a replacement of
 * the workers.
 * @param source where signals arrive: `process`
 */
export function listenForSignals(
  source: EventEmitter,
  { reload, roll }: { reload(): void; roll(): void },
  say: (line: string) => void,
): SignalListener {
  const stop = new AbortController();
  let askedAt = 0;
  const onStop = (name: string) => {
    if (!stop.signal.aborted) {
      askedAt = performance.now();
      say(`${name}: stopping`);
      stop.abort();
    } else if (performance.now() - askedAt > SAME_SIGNAL_MS) {
      say('still stopping: requests under way are finished first');
    }
  };
  const listeners = { SIGINT: onStop, SIGTERM: onStop, SIGHUP: reload, SIGUSR2: roll };
  for (const [signal, listener] of Object.entries(listeners)) source.on(signal, listener);
  return {
    stopRequested: stop.signal,
    close() {
      for (const [signal, listener] of Object.entries(listeners)) source.off(signal, listener);
    },
  };
}
