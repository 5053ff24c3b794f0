import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { EmbeddedStore } from '@weighbridge/stores/embedded/embedded-store';
import { startEmbeddedPostgres } from '@weighbridge/stores/embedded/postgres/start-embedded-postgres';
import { pino } from 'pino';
import { JobsModule } from './jobs.module.js';

/** The one of the catalogue that runs most often. */
const JOB = 'sample-requests';

let dataDir: string;
let postgres: EmbeddedStore;
let app: INestApplicationContext;
let runs = 0;
const lines: string[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-jobs-'));
  postgres = await startEmbeddedPostgres({
    dataDir,
    durability: 'throwaway',
    log: () => undefined,
  });
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(`${chunk}`);
      done();
    },
  });
  const handlers = {
    [JOB]: async () => {
      runs += 1;
    },
    'purge-idempotency-keys': async () => undefined,
    'purge-evaluations': async () => undefined,
    'purge-console-sessions': async () => undefined,
    'decide-routes': async () => undefined,
    'run-evaluator': async () => undefined,
    'compare-models': async () => undefined,
  };
  const log = pino(stream);
  const module = JobsModule.register({
    ...{ databaseUrl: postgres.url, redisUrl: null, log, hasApi: false },
    handlers: () => handlers,
  });
  app = await NestFactory.createApplicationContext(module, { logger: false });
}, 60_000);

afterEach(async () => {
  await app.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** Resolves when the job has run `more` times from now. */
async function awaitRuns(more: number): Promise<void> {
  const wanted = runs + more;
  while (runs < wanted) await sleep(50);
}

test('scheduled jobs run again after Postgres died, and its loss is one line of the log', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await awaitRuns(2);
  const first = postgres.processId() as number;
  process.kill(first, 'SIGKILL');
  while ((postgres.processId() ?? first) === first) await sleep(50);
  // A store that dies in the middle of a run may take the next one with it: it is put back within
  // some 35 seconds (schedule-jobs.ts).
  await awaitRuns(2);
  expect(lines.filter((line) => line.includes('lost its store'))).toHaveLength(1);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
}, 120_000);
