import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { isAlive } from '../child/wait-for-exit.js';
import type { EmbeddedStore } from '../embedded-store.js';
import { chooseAccount } from './choose-account.js';
import { findRunningPostgres } from './find-running-postgres.js';
import { locatePostgres } from './locate-postgres.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded Postgres', () => {
  let root: string;
  let dataDir: string;
  let store: EmbeddedStore;
  const lines: string[] = [];
  const start = () =>
    startEmbeddedPostgres({
      dataDir,
      log: (line) => lines.push(line),
    });

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'weighbridge-postgres-'));
    // Longer than a socket path may be.
    dataDir = join(root, 'a-data-directory-with-a-name-that-goes-on'.repeat(3));
    store = await start();
    await ask(store.url, 'create table kept (id int)');
  }, 30_000);

  afterAll(async () => {
    await store.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('is found by its data directory alone', async () => {
    expect(await findRunningPostgres(dataDir)).toBe(store.url);
  });

  test('answers to pg and to TypeORM by one URL', async () => {
    expect(await ask(store.url, 'select current_database() as name')).toEqual([
      { name: 'weighbridge' },
    ]);
    const source = new DataSource({ type: 'postgres', url: store.url });
    await source.initialize();
    expect(await source.query('select 1 as one')).toEqual([{ one: 1 }]);
    await source.destroy();
  });

  test('refuses a wrong password', async () => {
    const wrong = store.url.replace(/:[0-9a-f]{64}@/, ':wrong@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('is started again under the same URL when it dies', async () => {
    const first = store.processId() as number;
    process.kill(first, 'SIGKILL');
    for (let tries = 0; tries < 200 && (store.processId() ?? first) === first; tries += 1) {
      await sleep(50);
    }
    expect(store.processId()).not.toBe(first);
    expect(await ask(store.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  }, 20_000);

  test('stops on request, removes its socket and starts again on the same data', async () => {
    const processId = store.processId() as number;
    const sockets = decodeURIComponent(store.url.split('host=')[1] as string);
    await store.stop();
    expect(isAlive(processId)).toBe(false);
    await expect(stat(sockets)).rejects.toThrow(/ENOENT/);
    store = await start();
    expect(await ask(store.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  }, 20_000);

  test('takes over from a server that a killed run left behind', async () => {
    await store.stop();
    const postgresOfAnother = await leaveServerBehind(dataDir);
    store = await start();
    expect(isAlive(postgresOfAnother)).toBe(false);
    expect(lines.some((line) => line.includes('left behind'))).toBe(true);
    expect(await ask(store.url, 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
  }, 30_000);
});

/** Starts a server by other means on the cluster, as if its supervisor had been killed. */
async function leaveServerBehind(dataDir: string): Promise<number> {
  const cluster = join(dataDir, 'postgres');
  const settings = [
    'listen_addresses=',
    'unix_socket_directories=/tmp',
    `port=${20_000 + (process.pid % 40_000)}`,
  ];
  const child = spawn(
    join(locatePostgres(), 'bin', 'postgres'),
    ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
    { ...chooseAccount(), cwd: '/', detached: true, stdio: 'ignore' },
  );
  const lockFile = join(cluster, 'postmaster.pid');
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await readFile(lockFile, 'utf8').catch(() => '')).includes('ready')) break;
    await sleep(25);
  }
  return child.pid as number;
}
