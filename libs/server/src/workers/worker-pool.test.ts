import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { systemClock } from '@weighbridge/kernel/clock';
import { keepAdmissions } from './keep-limits.js';
import type { FromWorker, WorkerTask } from './worker-messages.js';
import { WorkerPool } from './worker-pool.js';

const TASK = { port: null, index: 1, of: 2 } as WorkerTask;
const LIMITS = { max_parallel: 1 };

/** A worker that is ready at once, one that is still loading, and one that never is ready. */
const PROGRAMS = {
  ready: `process.on('message', ({ kind }) => {
    if (kind === 'start') process.send({ kind: 'ready', url: '', firstRun: [] });
    if (kind === 'close') process.exit(0);
  });
  process.send({ kind: 'listening' });`,
  deaf: 'setInterval(() => undefined, 1000)',
  failing: `process.on('message', ({ kind }) => {
    if (kind === 'start') process.send({ kind: 'failed', name: 'Error', message: 'no database' });
    if (kind === 'close') process.exit(0);
  });
  process.send({ kind: 'listening' });`,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weighbridge-pool-'));
  for (const [name, text] of Object.entries(PROGRAMS))
    await writeFile(join(folder, `${name}.cjs`), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let pool: WorkerPool;
let said: string[] = [];
let forked: ChildProcess[] = [];
const counters = createMemoryCounters(systemClock);

function look(choose: (attempt: number) => ChildProcess): void {
  said = [];
  forked = [];
  pool = new WorkerPool({
    tasks: [TASK],
    fork() {
      forked.push(choose(forked.length));
      return forked.at(-1)!;
    },
    keepLimits: () => keepAdmissions(counters),
    say: (line) => said.push(line),
  });
  pool.startInTheirTime();
}
afterEach(() => pool.close());

const run = (program: keyof typeof PROGRAMS): ChildProcess =>
  fork(join(folder, `${program}.cjs`), { execArgv: [] });
const nowhere = (): ChildProcess => spawn(join(folder, 'nothing'), { stdio: 'ignore' });

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition() && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}

test('why a process does not start is said once, and that it runs when it does', async () => {
  look((attempt) => run(attempt < 2 ? 'failing' : 'ready'));
  await until(() => said.length === 2);
  expect(forked).toHaveLength(3);
  expect(said).toEqual([
    'job process did not start, and is tried again: no database',
    'job process runs',
  ]);
});

test('a process that cannot be forked is tried again', async () => {
  look((attempt) => (attempt === 0 ? nowhere() : run('ready')));
  await until(() => said.at(-1) === 'job process runs');
  expect(said[0]).toMatch(/ENOENT/);
});

test('a process that is replaced while it waits to be started again is started once', async () => {
  look((attempt) => run(attempt === 0 ? 'failing' : 'ready'));
  await until(() => said.length === 1);
  await pool.roll();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(forked).toHaveLength(2);
});

test('a process that waits to be started again is not, once all are told to end', async () => {
  look(() => run('failing'));
  await until(() => said.length === 1);
  const closedAt = performance.now();
  await pool.close();
  await until(() => forked.every(({ exitCode, signalCode }) => exitCode ?? signalCode));
  expect(performance.now() - closedAt).toBeLessThan(900);
  expect(forked).toHaveLength(1);
});

test('what a process asked for before it was killed and is read after its end is held by nobody', async () => {
  look(() => run('ready'));
  await until(() => forked.length === 1 && pool.tellAll({ id: 'a', from: 'b', version: 1 }) === 1);
  const [victim] = forked as [ChildProcess];
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  const ask = { method: 'admit' as const, parameters: ['provider a', LIMITS, 0] as never };
  victim.emit('message', { kind: 'ask', id: 1, ask } satisfies FromWorker);
  await new Promise((resolve) => setImmediate(resolve));
  expect(counters.admit('provider a', LIMITS, 0)).toMatchObject({ admitted: true });
});

test('a process that is still loading is not waited for', async () => {
  look(() => run('deaf'));
  await pool.close();
  expect(forked[0]!.signalCode).toBe('SIGKILL');
});
