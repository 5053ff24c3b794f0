import type { Bus } from './bus.js';

/** A bus for nodes that share one process. */
export function createInProcessBus(): Bus {
  const listeners = new Set<(version: number) => void>();
  return {
    publish(version) {
      for (const listener of listeners) listener(version);
      return Promise.resolve();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
