import { type FSWatcher, watch } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface WatchConfigOptions {
  /** Ends the watch. */
  signal: AbortSignal;
  /** Milliseconds the text must stay the same: editors and copies write in several steps. */
  settleMs?: number;
  /** Milliseconds between looks where the file system reports nothing (network and container mounts). */
  pollMs?: number;
}

const DEFAULT_SETTLE_MS = 100;
const DEFAULT_POLL_MS = 2_000;

/**
 * Hands over the text of a file whenever it has changed and come to rest.
 *
 * The folder is watched, not the file: editors replace a file by renaming another over it, and
 * Kubernetes swaps a symbolic link two levels up. What is compared is the text itself, so a touch
 * is no change. While the file is missing or empty nothing is handed over: the last text stays.
 * @param initial the text already in force, not handed over again
 */
export function watchConfigFile(
  path: string,
  initial: string | undefined,
  onText: (text: string) => void,
  { signal, settleMs = DEFAULT_SETTLE_MS, pollMs = DEFAULT_POLL_MS }: WatchConfigOptions,
): void {
  if (signal.aborted) return;
  let delivered = initial;
  let candidate: string | undefined;
  let watchers: FSWatcher[] = [];
  let settling: NodeJS.Timeout | undefined;
  let looking = false;

  const polling = setInterval(() => void look(), pollMs);
  polling.unref();
  void follow();
  signal.addEventListener('abort', stop, { once: true });

  /** Looks once; a text is handed over when two looks in a row find the same. */
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    looking = false;
    if (signal.aborted || !text || text === delivered) {
      candidate = undefined;
      return;
    }
    if (text === candidate) {
      delivered = text;
      candidate = undefined;
      onText(text);
      await follow();
      return;
    }
    candidate = text;
    lookSoon();
  }

  function lookSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(() => void look(), settleMs);
    settling.unref();
  }

  /** Watches the folder of the path and the folder its links lead to, which a swap moves. */
  async function follow(): Promise<void> {
    const real = await realpath(path).catch(() => path);
    for (const watcher of watchers) watcher.close();
    watchers = [];
    if (signal.aborted) return;
    for (const folder of new Set([dirname(path), dirname(real)])) {
      try {
        const watcher = watch(folder, { persistent: false }, lookSoon);
        watcher.on('error', () => watcher.close()); // the folder is gone: polling goes on
        watchers.push(watcher);
      } catch {
        // A folder that cannot be watched is polled.
      }
    }
  }

  function stop(): void {
    clearInterval(polling);
    clearTimeout(settling);
    for (const watcher of watchers) watcher.close();
  }
}
