import { spawn } from 'node:child_process';
import { type StartedChild, watchExit } from './keep-running.js';
import { signal } from './wait-for-exit.js';

/**
 * The shell turns into the store, and leaves a reader on the pipe that we hold open. When this
 * process ends, however violently, the pipe ends too and the reader asks the store to stop. `$$` is
 * the process id the shell and the store share; `$0` is the signal.
 */
const START_WITH_WATCHER =
  'exec 3<&0; (read -r _ <&3; kill -"$0" $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

export type WatchedTask = {
  command: string;
  arguments: readonly string[];
  /** Who it runs as; ourselves when undefined. */
  account?: { uid: number; gid: number };
  environment?: Record<string, string>;
  /** File descriptor of its log. */
  log: number;
  /** What asks it to stop in order. */
  endSignal: 'INT' | 'TERM';
};

/** Spawns a program in its own process group, out of reach of a Ctrl-C meant for us. */
export function spawnWatched(task: WatchedTask): StartedChild {
  const child = spawn(
    '/bin/sh',
    ['-c', START_WITH_WATCHER, task.endSignal, task.command, ...task.arguments],
    {
      ...task.account,
      cwd: '/',
      detached: true,
      env: { ...task.environment, PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', task.log, task.log],
    },
  );
  // A dead reader breaks the pipe; the exit is what matters and is watched below.
  child.stdin?.on('error', () => undefined);
  const exited = watchExit(child).then((how) => {
    // The reader outlives a store that ended by itself: end the group before its id is reused.
    if (child.pid) signal(-child.pid, 'SIGKILL');
    child.stdin?.destroy();
    return how;
  });
  return { child, exited };
}
