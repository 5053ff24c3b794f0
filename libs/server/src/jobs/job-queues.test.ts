import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { JobHandlers } from '@weighbridge/contracts/jobs/job-catalogue';
import { TryLater } from '@weighbridge/contracts/jobs/try-later';
import { JobsQuery } from '@weighbridge/contracts/jobs/job-view';
import type { EmbeddedStore } from '@weighbridge/stores/embedded/embedded-store';
import { startEmbeddedPostgres } from '@weighbridge/stores/embedded/postgres/start-embedded-postgres';
import type { Queue } from 'bullmq';
import { pino } from 'pino';
import { collectHandlers } from './collect-handlers.js';
import { JobQueues } from './job-queues.js';
import { JobsModule } from './jobs.module.js';

const done = (): Promise<void> => Promise.resolve();
const others: Partial<JobHandlers> = {
  ...{ 'purge-console-sessions': done, 'purge-idempotency-keys': done },
  'purge-evaluations': done,
  ...{ 'sample-requests': done, 'decide-routes': done, 'run-evaluator': done },
};

let dataDir: string;
let postgres: EmbeddedStore;
let app: INestApplicationContext;
let queues: JobQueues;
const compared: string[] = [];
let fails = false;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-queues-'));
  postgres = await startEmbeddedPostgres({
    dataDir,
    durability: 'throwaway',
    log: () => undefined,
  });
  const module = JobsModule.register({
    ...{ databaseUrl: postgres.url, redisUrl: null, log: pino({ level: 'silent' }), hasApi: true },
    handlers: () =>
      collectHandlers(others, {
        async 'compare-models'({ pair_id: id }, run) {
          await run.tell({ step: 'begun' });
          compared.push(id);
          if (fails) throw new Error('out of order');
          if (id === 'pair_c' && compared.filter((one) => one === id).length < 8)
            throw new TryLater('not yet', 10);
        },
      }),
  });
  app = await NestFactory.createApplicationContext(module, { logger: false });
  queues = app.get(JobQueues);
}, 60_000);
afterAll(async () => {
  await app.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(50);
}

test('a run that is asked for twice runs once', async () => {
  const wanted = [{ id: 'pair_a', payload: { pair_id: 'pair_a' }, delayMs: 200 }];
  await queues.add('compare-models', wanted);
  await queues.add('compare-models', wanted);
  await until(() => compared.length > 0);
  await sleep(300);
  expect(compared).toEqual(['pair_a']);
}, 30_000);

test('payloads that hold anything but the ids of the catalogue are refused', async () => {
  const payload = { run_id: 'x' } as unknown as { pair_id: string };
  await expect(queues.add('compare-models', [{ id: 'x', payload, delayMs: 0 }])).rejects.toThrow();
});

test('a run that failed for good is a dead letter, and can be run again', async () => {
  fails = true;
  const queue = app.get<Queue>(getQueueToken('compare-models'));
  await queue.add('compare-models', { pair_id: 'pair_b' }, { jobId: 'pair_b', attempts: 1 });
  const list = async () => queues.list(JobsQuery.parse({ name: 'compare-models' }));
  await until(async () => (await list()).data.length === 1);
  const { data, kinds } = await list();
  expect(data[0]).toMatchObject({
    ...{ id: 'pair_b', state: 'failed', error: 'out of order', payload: { pair_id: 'pair_b' } },
    progress: { step: 'begun' },
  });
  expect(kinds.find(({ name }) => name === 'compare-models')).toMatchObject({ failed: 1 });
  fails = false;
  expect(await queues.retry('compare-models', 'pair_b')).toMatchObject({ state: 'waiting' });
  await until(async () => (await list()).data.length === 0);
  expect(compared.filter((id) => id === 'pair_b')).toHaveLength(2);
  await expect(queues.retry('compare-models', 'pair_b')).rejects.toThrow(/no failed run/);
  await expect(queues.retry('no-such-job', 'x')).rejects.toThrow(/no job/);
}, 30_000);

test('a run that has to wait is put back as often as it takes, and no attempt is counted', async () => {
  const asked = { id: 'pair_c', payload: { pair_id: 'pair_c' }, delayMs: 0 };
  await queues.add('compare-models', [asked]);
  await until(() => compared.filter((id) => id === 'pair_c').length === 8);
  expect((await queues.list(JobsQuery.parse({ name: 'compare-models' }))).data).toEqual([]);
}, 30_000);

test('a process with a job without a handler, or with two, does not start', () => {
  expect(() => collectHandlers(others)).toThrow(/"compare-models" has no handler/);
  expect(() => collectHandlers(others, { 'decide-routes': done })).toThrow(/has two handlers/);
});
