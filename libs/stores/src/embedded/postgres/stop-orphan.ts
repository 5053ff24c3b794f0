import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommandLine } from '../child/read-command-line.js';
import { endProcess } from '../child/wait-for-exit.js';
import type { StoreLog } from '../embedded-store.js';

/** Fast shutdown, then immediate shutdown (the log repairs it), then no choice. */
export const POSTGRES_STOP_STEPS = [
  { signal: 'SIGINT', milliseconds: 15_000 },
  { signal: 'SIGQUIT', milliseconds: 5_000 },
  { signal: 'SIGKILL', milliseconds: 5_000 },
] as const;

/**
 * Clears what a killed predecessor left on this cluster: a server still running is stopped, its
 * lock file removed. `postmaster.pid` holds the process id in line 1 (PostgreSQL 18,
 * `src/include/utils/pidfile.h`). A recycled process id is told from ours by its command line.
 */
export async function stopOrphan(cluster: string, log: StoreLog): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const processId = Number((await readFile(lockFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isSafeInteger(processId) || processId <= 1) return;
  if ((await readCommandLine(processId)).includes(cluster)) {
    log(`stopping a Postgres that an earlier run left behind (process ${processId})`);
    await endProcess(processId, POSTGRES_STOP_STEPS);
  }
  await rm(lockFile, { force: true });
}
