import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreLog } from '../embedded-store.js';

/** A started child, its `exited` promise resolving once with the way it ended. */
export type StartedChild = { child: ChildProcess; exited: Promise<string> };

export type KeptChild = {
  current(): ChildProcess | undefined;
  /** Runs `end` on the current child; no restart happens afterwards. */
  stop(end: (child: ChildProcess) => Promise<void>): Promise<void>;
};

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A child that lived this long starts again with the first pause. */
const STABLE_AFTER_MS = 60_000;

/** Describes how a child ended, for the log. */
export function watchExit(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
}

/** The message of an error and of what caused it, on one line. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${explain(error.cause)}`;
}

/**
 * Starts a child and starts it again, with doubling pauses, each time it ends by itself.
 * The first start's failure is thrown to the caller; later ones are logged and tried again.
 */
export async function keepRunning(
  name: string,
  start: () => Promise<StartedChild>,
  log: StoreLog,
): Promise<KeptChild> {
  let stopping = false;
  let running: StartedChild | undefined = await start();
  let pause = FIRST_PAUSE_MS;
  const interrupted = new AbortController();

  const watch = async () => {
    while (!stopping) {
      const startedAt = performance.now();
      const ending = running ? await running.exited : 'failed start';
      running = undefined;
      if (stopping) return;
      if (performance.now() - startedAt > STABLE_AFTER_MS) pause = FIRST_PAUSE_MS;
      log(`${name} ended (${ending}); starting it again in ${pause} ms`);
      await sleep(pause, undefined, { signal: interrupted.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (stopping) return;
      try {
        running = await start();
        log(`${name} is running again`);
      } catch (error) {
        log(`${name} did not start: ${explain(error)}`);
      }
    }
  };
  const watching = watch();

  return {
    current: () => running?.child,
    async stop(end) {
      const first = !stopping;
      stopping = true;
      interrupted.abort();
      if (first && running) await end(running.child);
      await watching;
      // A start that was under way when `stop` came has finished by now.
      if (first && running) await end(running.child);
    },
  };
}
