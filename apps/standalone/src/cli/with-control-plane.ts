import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processEnvironment, readSettings } from '@weighbridge/server/platform/env';
import { keepSecrets } from '@weighbridge/server/platform/keep-secrets';
import {
  type ControlPlane,
  openControlPlane,
} from '@weighbridge/server/platform/open-control-plane';
import { findRunningPostgres } from '@weighbridge/stores/embedded/postgres/find-running-postgres';
import { startEmbeddedPostgres } from '@weighbridge/stores/embedded/postgres/start-embedded-postgres';
import { type DataDirLock, lockDataDir } from '@weighbridge/server/instance/lock-data-dir';
import { StopError } from '@weighbridge/server/instance/stop-error';

/** The repository: three folders above this one, compiled or not. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const MAX_CONNECTIONS = 2;

/**
 * Runs a command on the instance's database: the one of DATABASE_URL, else the embedded one, which
 * is started for the time of the command when no instance is running.
 */
export async function withControlPlane<Result>(
  work: (plane: ControlPlane, dataDir: string) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(processEnvironment(), ROOT);
  const { dataDir } = settings;
  const database = settings.databaseUrl
    ? { url: settings.databaseUrl, stop: () => Promise.resolve() }
    : await reachEmbedded(dataDir);
  try {
    const plane = await openControlPlane({
      ...{ databaseUrl: database.url, dataDir, maxConnections: MAX_CONNECTIONS },
      masterKey: keepSecrets(settings).masterKey,
    });
    try {
      return await work(plane, dataDir);
    } finally {
      await plane.close();
    }
  } finally {
    await database.stop();
  }
}

async function reachEmbedded(dataDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  let lock: DataDirLock;
  try {
    lock = await lockDataDir(dataDir);
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    return { url: await findRunningPostgres(dataDir), stop: () => Promise.resolve() };
  }
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined }).catch(
    async (error: unknown) => {
      await lock.release();
      throw error;
    },
  );
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await lock.release();
    },
  };
}
