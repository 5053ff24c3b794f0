import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { findProgram } from '../child/find-program.js';
import { isAlive } from '../child/wait-for-exit.js';
import type { EmbeddedStore } from '../embedded-store.js';
import { startLocalRedis } from './start-local-redis.js';

const searchPath = process.env.PATH ?? '';
const testWithRedis = (await findProgram('redis-server', searchPath)) ? test : test.skip;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-redis-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('where the path has no redis-server there is none', async () => {
  expect(await startLocalRedis({ dataDir, searchPath: dataDir })).toBeUndefined();
});

testWithRedis(
  '(needs Redis) the machine’s own is started behind a password and stopped',
  async () => {
    const store = (await startLocalRedis({ dataDir, searchPath })) as EmbeddedStore;
    const client = new Redis(store.url);
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await store.stop();
    expect(isAlive(store.processId() as number)).toBe(false);
  },
  20_000,
);
