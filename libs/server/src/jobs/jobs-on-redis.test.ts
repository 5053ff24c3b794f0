import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { findProgram } from '@weighbridge/stores/embedded/child/find-program';
import type { EmbeddedStore } from '@weighbridge/stores/embedded/embedded-store';
import { startLocalRedis } from '@weighbridge/stores/embedded/redis/start-local-redis';
import { pino } from 'pino';
import { JOB_NAMES, JobQueues } from './job-queues.js';
import { JobsModule, type JobsModuleOptions } from './jobs.module.js';

const searchPath = process.env.PATH ?? '';
const describeWithRedis = (await findProgram('redis-server', searchPath))
  ? describe
  : describe.skip;
/** Runs every second. */
const JOB = 'sample-requests';

let dataDir: string;
let redis: EmbeddedStore;
let app: INestApplicationContext;
let runs = 0;

describeWithRedis('(needs Redis) jobs on Redis', () => {
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-jobs-redis-'));
    redis = (await startLocalRedis({ dataDir, searchPath }))!;
    const count = async (name: string) => void (name === JOB && runs++);
    const handlers = Object.fromEntries(JOB_NAMES.map((name) => [name, () => count(name)]));
    const module = JobsModule.register({
      ...{ databaseUrl: 'postgres://nowhere', redisUrl: redis.url, hasApi: false },
      log: pino({ level: 'silent' }),
      handlers: (() => handlers) as unknown as JobsModuleOptions['handlers'],
    });
    app = await NestFactory.createApplicationContext(module, { logger: false });
  });
  afterEach(async () => {
    await app.close();
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('run again on a Redis that was restarted empty; nobody waits for one that is away', async () => {
    const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await awaitRuns(2);
    await redis.stop();
    const startedAt = performance.now();
    const asked = app.get(JobQueues).list({ state: 'failed', limit: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    redis = (await startLocalRedis({ dataDir, searchPath, port: portOf(redis) }))!;
    await awaitRuns(2);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  }, 60_000);
});

const portOf = ({ url }: EmbeddedStore): number => Number(new URL(url).port);

/** Resolves when the job has run `more` times from now. */
async function awaitRuns(more: number): Promise<void> {
  const wanted = runs + more;
  while (runs < wanted) await sleep(50);
}
