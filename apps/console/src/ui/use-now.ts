import { useSyncExternalStore } from 'react';

const STEP_MS = 5000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const MINUTE_MS = 60_000;

/** The last moment of the present minute: what charts end at changes no more often. */
export function useMinute(): number {
  return (Math.floor(useNow() / MINUTE_MS) + 1) * MINUTE_MS - 1;
}

/** The time in steps of five seconds, of one clock for all that shows ages. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
