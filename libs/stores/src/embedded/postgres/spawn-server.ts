import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type StartedChild, watchExit } from '../child/keep-running.js';
import { signal } from '../child/wait-for-exit.js';
import type { Account } from './choose-account.js';

/**
 * The shell turns into Postgres, and leaves a reader on the pipe that we hold open. When this
 * process ends, however violently, the pipe ends too and the reader asks Postgres for a fast
 * shutdown. `$$` is the process id the shell and Postgres share.
 */
const START_WITH_WATCHER =
  'exec 3<&0; (read -r _ <&3; kill -INT $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

export type ServerTask = {
  native: string;
  cluster: string;
  settings: string[];
  account: Account;
  environment: Record<string, string>;
  logDescriptor: number;
};

/** Spawns the server in its own process group, out of reach of a Ctrl-C meant for us. */
export function spawnServer(task: ServerTask): StartedChild {
  const postgres = join(task.native, 'bin', 'postgres');
  const child = spawn(
    '/bin/sh',
    ['-c', START_WITH_WATCHER, 'postgres', postgres, '-D', task.cluster, ...task.settings],
    {
      ...task.account,
      cwd: '/',
      detached: true,
      env: { ...task.environment, PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', task.logDescriptor, task.logDescriptor],
    },
  );
  // A dead reader breaks the pipe; the exit is what matters and is watched below.
  child.stdin?.on('error', () => undefined);
  const exited = watchExit(child).then((how) => {
    // The reader outlives a Postgres that ended by itself: end the group before its id is reused.
    if (child.pid) signal(-child.pid, 'SIGKILL');
    child.stdin?.destroy();
    return how;
  });
  return { child, exited };
}
