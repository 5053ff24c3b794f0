import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Role, StartedRoles, StartRolesOptions } from '../platform/start-roles.js';
import { WorkerPool } from './worker-pool.js';

export interface StartWorkersOptions extends StartRolesOptions {
  /** How many processes serve the port. */
  workers: number;
  say(line: string): void;
}

/**
 * Starts the roles in several processes on one port. Jobs run in the first alone; where this process has
 * the control role, every worker serves the API, because a connection reaches any of them.
 */
export async function startWorkers(options: StartWorkersOptions): Promise<StartedRoles> {
  const { workers, say, ...task } = options;
  // Several may listen to one port, but not each to a free one of its own.
  const port = task.port === 0 ? await findFreePort(task.host) : task.port;
  const rolesOf = (index: number): Role[] =>
    index === 0 ? task.roles : task.roles.filter((role) => role !== 'worker');
  const pool = new WorkerPool(
    workers,
    (index) => ({ ...task, port, roles: rolesOf(index), index, of: workers }),
    say,
  );
  const { url, firstRun } = await pool.start();
  return {
    url,
    firstRun,
    reload: async () => pool.reload(),
    roll: () => pool.roll(),
    close: () => pool.close(),
  };
}

async function findFreePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
