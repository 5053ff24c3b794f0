import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** The server says `cannot_connect_now` while it starts or repairs itself after a crash. */
const STARTING_UP = '57P03';
const NOT_YET = new Set([STARTING_UP, 'ENOENT', 'ECONNREFUSED', 'ECONNRESET']);
const DATABASE_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * Waits until the server answers, then creates the database unless it exists.
 * @throws the last error when it does not answer within `milliseconds`, or once `hasExited` says so
 */
export async function awaitReady(
  maintenanceUrl: string,
  database: string,
  milliseconds: number,
  hasExited: () => boolean,
): Promise<void> {
  if (!DATABASE_NAME.test(database)) throw new Error(`not a database name: ${database}`);
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const client = new pg.Client({ connectionString: maintenanceUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query('select 1 from pg_database where datname = $1', [database]);
      if (found.rowCount === 0) await client.query(`create database ${database}`);
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      const waitable = code !== undefined && NOT_YET.has(code) && !hasExited();
      if (!waitable || performance.now() > deadline) throw error;
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
