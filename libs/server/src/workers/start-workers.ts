import type { ChildProcess } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { systemClock } from '@weighbridge/kernel/clock';
import { createMemoryLimitAuthority } from '@weighbridge/stores/counters/memory-limit-authority';
import type { Role, StartedRoles, StartRolesOptions } from '../platform/start-roles.js';
import { keepSlices } from './keep-limits.js';
import { MINUTE } from './worker-messages.js';
import { forkJobProcess } from './fork-job-process.js';
import { WORKER_PROGRAM, WorkerPool } from './worker-pool.js';

export interface StartWorkersOptions extends StartRolesOptions {
  /** How many processes serve the port. */
  workers: number;
  say(line: string): void;
}

/**
 * Starts the roles in several processes: some that serve one port and one that runs the jobs. The
 * connections are dealt out in turn by this process; where it has the control role, every one serves the
 * API, because a connection reaches any of them.
 */
export async function startWorkers(options: StartWorkersOptions): Promise<StartedRoles> {
  const { workers, say, ...task } = options;
  // Several may listen to one port, but not each to a free one of its own.
  const port = task.port || (await findFreePort(task.host));
  const rolesOf: Role[][] = Array.from({ length: workers }, () =>
    task.roles.filter((role) => role !== 'worker'),
  );
  if (task.roles.includes('worker')) rolesOf.push(['worker']);
  const limits = createMemoryLimitAuthority({ clock: systemClock, ...MINUTE });
  cluster.setupPrimary({ exec: WORKER_PROGRAM, args: [] });
  const pool = new WorkerPool({
    tasks: rolesOf.map((roles, index) => ({
      ...{ ...task, roles, index, of: rolesOf.length, limits: 'drawn' },
      port: index < workers ? port : null,
    })),
    fork: (worker) => (worker.port === null ? forkJobProcess() : forkServingProcess()),
    keepLimits: () => keepSlices(limits),
    say,
  });
  const { url, firstRun } = await pool.start();
  return {
    url,
    firstRun,
    reload: async () => pool.reload(),
    roll: () => pool.roll(),
    close: () => pool.close(),
  };
}

/** Its errors are heard where its process is looked after; unheard, the cluster's would end this process. */
const forkServingProcess = (): ChildProcess => cluster.fork().on('error', () => undefined).process;

async function findFreePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
