import { createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { guardStore } from './guard-store.js';
import { openPostgres } from './open-postgres.js';

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });

describe('trouble with Postgres', () => {
  test.each([
    ['a refused connection', failure('connect', 'ECONNREFUSED'), 'store_unavailable'],
    ['a missing socket', failure('connect', 'ENOENT'), 'store_unavailable'],
    ['a shutdown', failure('terminating connection', '57P01'), 'store_unavailable'],
    ['too many clients', failure('sorry', '53300'), 'store_unavailable'],
    ['a closed database', failure('not accepting connections', '55000'), 'store_unavailable'],
    ['a changed password', failure('authentication failed', '28P01'), 'store_unavailable'],
    ['no answer', failure('Query read timeout'), 'store_unavailable'],
    ['no connection', failure('timeout exceeded when trying to connect'), 'store_unavailable'],
    ['a second row', failure('duplicate key', '23505'), 'conflict'],
    ['a row in use', failure('violates foreign key', '23503'), 'conflict'],
  ])('%s is answered with the right code', async (_, error, code) => {
    await expect(guardStore(() => Promise.reject(error))).rejects.toMatchObject({ code });
  });

  test('an error of ours passes through as it is', async () => {
    const own = failure('a slip in our own code');
    await expect(guardStore(() => Promise.reject(own))).rejects.toBe(own);
  });

  test('a server that is not there, or never answers, is store_unavailable within seconds', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const open = (host: string) => openPostgres(`postgres://nobody@${host}/none`);
    const unavailable = { code: 'store_unavailable', status: 503, retryAfterSeconds: 1 };
    try {
      await expect(open(`127.0.0.1:${port}`)).rejects.toMatchObject(unavailable);
      await expect(open('127.0.0.1:1')).rejects.toMatchObject(unavailable);
    } finally {
      silent.close();
      silent.unref();
    }
  }, 15_000);
});
