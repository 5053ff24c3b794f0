import { once } from 'node:events';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../child/find-program.js';
import { openLogFile } from '../child/open-log-file.js';
import { readOrCreateSecret } from '../child/read-or-create-secret.js';
import { spawnWatched } from '../child/spawn-watched.js';
import { endProcess } from '../child/wait-for-exit.js';
import type { EmbeddedStore } from '../embedded-store.js';

export type LocalRedisOptions = {
  /** Holds `redis.conf`, `redis.password` and `logs/redis.log`. */
  dataDir: string;
  /** The caller's `PATH`. */
  searchPath: string;
  /** Any free one by default. */
  port?: number;
};

const READY_WITHIN_MS = 10_000;
const STOP_STEPS = [
  { signal: 'SIGTERM', milliseconds: 5_000 },
  { signal: 'SIGKILL', milliseconds: 5_000 },
] as const;

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * Starts the machine's own `redis-server`, in memory only, on a loopback port behind a password.
 * Undefined when there is none on the path: no npm package brings one.
 * @throws when it does not answer
 */
export async function startLocalRedis(
  options: LocalRedisOptions,
): Promise<EmbeddedStore | undefined> {
  const command = await findProgram('redis-server', options.searchPath);
  if (!command) return undefined;
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const password = await readOrCreateSecret(join(dataDir, 'redis.password'));
  const port = options.port ?? (await findFreePort());
  // In a file, not in arguments: those are visible to every user of the machine.
  const configuration = join(dataDir, 'redis.conf');
  const lines = [`port ${port}`, 'bind 127.0.0.1', `requirepass ${password}`, 'save ""'];
  await writeFile(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });

  const log = await openLogFile(join(dataDir, 'logs', 'redis.log'));
  const { child, exited } = spawnWatched({
    command,
    arguments: [configuration],
    log: log.fd,
    endSignal: 'TERM',
  });
  await log.close();
  let ended: string | undefined;
  void exited.then((how) => {
    ended = how;
  });
  const end = () => endProcess(child.pid as number, STOP_STEPS);
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await accepts(port))) {
    if (ended === undefined && performance.now() < deadline) {
      await sleep(20);
      continue;
    }
    await end();
    throw new Error(`Redis did not start (see ${dataDir}/logs/redis.log)`);
  }
  return { url: `redis://:${password}@127.0.0.1:${port}`, processId: () => child.pid, stop: end };
}
