import type { DataSource } from 'typeorm';
import { readConfigVersion } from './read-config-version.js';

/** Half of the second within which a revocation must reach every node. */
const POLL_INTERVAL_MS = 500;

export interface ConfigVersionWatch {
  signal: AbortSignal;
  /** Called with each version that differs from the one before. */
  onVersion: (version: number) => void;
  /** Called after every reading that succeeded, changed or not. */
  onRead?: () => void;
  /** Called when the version could not be read; the watch goes on. */
  onError: (error: unknown) => void;
  intervalMs?: number;
}

/** Polls the configuration version until aborted: the backstop for a bus that lost a message. */
export function watchConfigVersion(dataSource: DataSource, watch: ConfigVersionWatch): void {
  let last: number | undefined;
  const poll = async (): Promise<void> => {
    try {
      const version = await readConfigVersion(dataSource);
      watch.onRead?.();
      if (version !== last && !watch.signal.aborted) watch.onVersion(version);
      last = version;
    } catch (error) {
      if (!watch.signal.aborted) watch.onError(error);
    }
    if (!watch.signal.aborted) schedule();
  };
  const schedule = (): void => {
    setTimeout(() => void poll(), watch.intervalMs ?? POLL_INTERVAL_MS).unref();
  };
  schedule();
}
