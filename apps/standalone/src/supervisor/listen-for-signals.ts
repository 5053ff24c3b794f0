import type { EventEmitter } from 'node:events';

/** One Ctrl-C can arrive twice: from the terminal and again from npm. */
const SAME_SIGNAL_MS = 1_000;

export type SignalListener = {
  /** Aborts at the first request to stop. */
  stopRequested: AbortSignal;
  close(): void;
};

/**
 * Turns SIGINT and SIGTERM into one request to stop, SIGHUP into a reload.
 * @param source where signals arrive: `process`
 */
export function listenForSignals(
  source: EventEmitter,
  reload: () => void,
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
  source.on('SIGINT', onStop).on('SIGTERM', onStop).on('SIGHUP', reload);
  return {
    stopRequested: stop.signal,
    close: () => void source.off('SIGINT', onStop).off('SIGTERM', onStop).off('SIGHUP', reload),
  };
}
