import { mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepRunning } from '../child/keep-running.js';
import { openLogFile } from '../child/open-log-file.js';
import { readOrCreateSecret } from '../child/read-or-create-secret.js';
import { spawnWatched } from '../child/spawn-watched.js';
import { endProcess } from '../child/wait-for-exit.js';
import type { EmbeddedStore, StoreLog } from '../embedded-store.js';
import { awaitReady } from './await-ready.js';
import { chooseAccount, giveTo, makeReachable } from './choose-account.js';
import { initialiseCluster } from './initialise-cluster.js';
import { linkLibraries } from './link-libraries.js';
import { locatePostgres } from './locate-postgres.js';
import { makeSocketFolder } from './make-socket-folder.js';
import { removeStaleSockets } from './remove-stale-sockets.js';
import { type Durability, serverSettings } from './server-settings.js';
import { DEFAULT_DATABASE, socketUrl } from './socket-url.js';
import { POSTGRES_STOP_STEPS, stopOrphan } from './stop-orphan.js';

export type EmbeddedPostgresOptions = {
  /** Holds `postgres/` (the cluster), `postgres.password` and `logs/postgres.log`. */
  dataDir: string;
  /** Created when missing; default `weighbridge`. */
  database?: string;
  durability?: Durability;
  log: StoreLog;
};

/** Crash recovery after a hard stop reads at most `max_wal_size`, seconds on a slow disk. */
const READY_WITHIN_MS = 60_000;

/**
 * Starts Postgres from npm binaries on a private Unix socket and keeps it running. One process per
 * data directory: the caller holds the lock.
 * @throws when the binaries are missing, or the server does not become ready
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedStore> {
  const { database = DEFAULT_DATABASE, durability = 'durable', log } = options;
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  const native = locatePostgres();
  const account = chooseAccount();

  await stopOrphan(cluster, log);
  await removeStaleSockets();
  const sockets = await makeSocketFolder(dataDir);
  const password = await readOrCreateSecret(join(dataDir, 'postgres.password'));
  await makeReachable(account, join(dataDir, 'postgres.password'));
  await makeReachable(account, join(native, 'bin', 'postgres'));
  const environment = await linkLibraries(native, join(sockets, 'lib'));
  await giveTo(account, sockets);
  await initialiseCluster({ native, cluster, password, account, environment });
  await giveTo(account, cluster);

  const logFile = await openLogFile(join(dataDir, 'logs', 'postgres.log'));
  const settings = serverSettings(sockets, durability);
  const start = async () => {
    const started = spawnWatched({
      command: join(native, 'bin', 'postgres'),
      arguments: ['-D', cluster, ...settings],
      account,
      environment,
      log: logFile.fd,
      endSignal: 'INT',
    });
    let exited = false;
    void started.exited.then(() => {
      exited = true;
    });
    try {
      const maintenance = socketUrl(password, 'postgres', sockets);
      await awaitReady(maintenance, database, READY_WITHIN_MS, () => exited);
    } catch (error) {
      if (started.child.pid) await endProcess(started.child.pid, POSTGRES_STOP_STEPS);
      throw new Error(`Postgres did not start (see ${dataDir}/logs/postgres.log)`, {
        cause: error,
      });
    }
    return started;
  };

  const cleanUp = async () => {
    await logFile.close();
    await rm(sockets, { recursive: true, force: true });
  };
  const kept = await keepRunning('Postgres', start, log).catch(async (error) => {
    await cleanUp();
    throw error;
  });
  let stopped: Promise<void> | undefined;
  return {
    url: socketUrl(password, database, sockets),
    processId: () => kept.current()?.pid,
    stop: () => {
      stopped ??= kept
        .stop(async (child) => {
          if (child.pid) await endProcess(child.pid, POSTGRES_STOP_STEPS);
        })
        .then(cleanUp);
      return stopped;
    },
  };
}
