import { expect, test } from '@jest/globals';
import { EvalCallFailed, LimitReached, ModelBusy } from './eval-call.js';
import { spendWithin } from './spend-within.js';
import type { Grant, SpendingStore } from './spending.js';

const answer = (status: number, body = '{}') => ({
  ...{ status, body, requestId: 'req_1', cost: 10n, latencyMs: 1 },
  retryAfterMs: null as number | null,
});

function openTask(
  grants: Grant[],
  leaves: boolean[],
  status = 200,
  retryAfterMs: number | null = null,
) {
  const told: string[] = [];
  const spending: SpendingStore = {
    reserve: () => Promise.resolve(grants.shift() ?? 'granted'),
    post: (_, step, cost) => {
      told.push(`post ${step} ${cost}`);
      return Promise.resolve(leaves.shift() ?? true);
    },
    release: () => Promise.resolve(void told.push('release')),
  };
  const run = (steps: string[]) =>
    spendWithin(
      {
        spending,
        makeCall: ({ idempotencyKey }) => {
          told.push(idempotencyKey);
          const said = answer(status, '{"error":{"code":"c","message":"m"}}');
          return Promise.resolve({ ...said, retryAfterMs });
        },
        now: () => 0,
        isClosing: () => false,
      },
      'acme',
      { budgetId: 'b', taskId: 'pair_1', dailyLimit: 100n },
      async (call) => {
        for (const step of steps) await call(step, { tag: 'wb:eval:judge', body: {} });
        return 'done';
      },
    );
  return { told, run };
}

test('each call is booked under its step, and what was reserved is given back', async () => {
  const { told, run } = openTask(['wait', 'granted'], []);
  await expect(run(['replay', 'judge'])).resolves.toBe('done');
  expect(told).toEqual([
    ...[
      'wb:eval:pair_1:replay',
      'post replay req_1 10',
      'wb:eval:pair_1:judge',
      'post judge req_1 10',
    ],
    'release',
  ]);
});

test('a task makes no further call once its limit is spent', async () => {
  const { told, run } = openTask([], [true, false]);
  await expect(run(['one', 'two', 'three'])).rejects.toThrow(LimitReached);
  expect(told.filter((line) => line.startsWith('post'))).toHaveLength(2);
  expect(told.at(-1)).toBe('release');
});

test('a task begins nothing when the limit is spent', async () => {
  const { told, run } = openTask(['exhausted'], []);
  await expect(run(['one'])).rejects.toThrow('limit: the daily limit is spent');
  expect(told).toEqual([]);
});

test.each([
  [402, true],
  [404, true],
  [409, false],
  [429, false],
  [502, false],
])('a call answered with %d is final: %s', async (status, isFinal) => {
  const failure = await openTask([], [], status)
    .run(['one'])
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(EvalCallFailed);
  expect(failure).toMatchObject({ isFinal, message: 'c: m' });
});

test.each([
  [429, 1_000, 15_000],
  [503, 40_000, 40_000],
])(
  'after %d a task waits for as long as it was told to, and counts no attempt',
  async (status, told, least) => {
    const task = openTask([], [], status, told);
    const failure = await task.run(['one']).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelBusy);
    const { delayMs } = failure as ModelBusy;
    expect(delayMs).toBeGreaterThanOrEqual(least);
    expect(delayMs).toBeLessThan(least + 15_000);
    expect(Number.isInteger(delayMs)).toBe(true);
    expect(task.told.at(-1)).toBe('release');
  },
);
