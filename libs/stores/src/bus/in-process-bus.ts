import type { Bus } from './bus.js';

/** A bus for nodes that share one process. */
export function createInProcessBus(): Bus {
  const listeners = new Set<(version: number) => void | Promise<void>>();
  return {
    async publish(version) {
      await Promise.all([...listeners].map(async (listener) => listener(version)));
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
