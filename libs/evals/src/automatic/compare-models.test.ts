import { beforeEach, expect, test } from '@jest/globals';
import { UnreadableVerdict } from '../judges/complete.js';
import { chatAnswer, judgeableRequest } from '../sampling/requests.fixture.js';
import type { EvalAnswer, EvalCall } from '../spending/eval-call.js';
import {
  type ComparisonParts,
  compareModels,
  type PairOutcome,
  type PlannedPair,
} from './compare-models.js';

let pair: PlannedPair;
let outcome: PairOutcome | undefined;
let calls: EvalCall[];

beforeEach(() => {
  [outcome, calls] = [undefined, []];
  pair = {
    ...{ id: 'pair_1', workspaceId: 'acme', state: 'pending', requestId: 'req_1', cluster: 'c' },
    ...{ category: 'default', incumbent: 'fake/strong', candidate: 'fake/cheap' },
    ...{ judge: 'fake/judge', judgeVersion: 'v1', requestedAt: 0 },
  };
});

const answer = (more: Partial<EvalAnswer> = {}): EvalAnswer => ({
  ...{ status: 200, body: chatAnswer('Hi.'), requestId: 'req_r', cost: 5n, latencyMs: 7 },
  retryAfterMs: null,
  ...more,
});

const parts = (more: Partial<ComparisonParts> = {}): ComparisonParts => ({
  source: {
    readArrived: () => Promise.resolve([]),
    readRequest: () => Promise.resolve(judgeableRequest()),
    readLatestOf: () => Promise.resolve(undefined),
  },
  pairs: {
    readPair: () => Promise.resolve(pair),
    finishPair: (_, made) => {
      outcome = made;
      pair = { ...pair, state: 'done' };
      return Promise.resolve();
    },
    giveUpPair: (_, state, reason) =>
      Promise.resolve(void (pair = { ...pair, state, judge: reason })),
  },
  termsOf: () => ({
    ...{ sampleRate: 1, judge: 'fake/judge', candidates: [], dailyLimit: null },
    maxQualityLoss: 0.01,
  }),
  judgePair: async (_, call) => {
    const { requestId } = await call('judge', { tag: 'wb:eval:judge', body: { model: 'j' } });
    return { verdict: 'tie', consistent: true, reason: 'equal', requestIds: [requestId] };
  },
  spending: {
    reserve: () => Promise.resolve('granted'),
    post: () => Promise.resolve(true),
    release: () => Promise.resolve(),
  },
  makeCall: (call) => {
    calls.push(call);
    return Promise.resolve(answer());
  },
  now: () => 0,
  isClosing: () => false,
  ...more,
});

test('the request is replayed as it was on the candidate, and both answers are judged', async () => {
  const steering = { models: ['x'], provider: { order: [] }, stream: true, n: 3, metadata: {} };
  const body = JSON.stringify({
    model: 'smart',
    temperature: 1,
    messages: [{ role: 'user', content: 'Hi?' }],
    ...steering,
  });
  const made = parts();
  made.source.readRequest = () => Promise.resolve(judgeableRequest({ body }));
  await compareModels(made, 'pair_1');
  expect(calls[0]).toMatchObject({
    tag: 'wb:eval:replay',
    idempotencyKey: 'wb:eval:pair_1:replay',
  });
  expect(calls[0]!.body).toEqual({
    ...{ model: 'fake/cheap', temperature: 1, messages: [{ role: 'user', content: 'Hi?' }] },
  });
  expect(outcome).toEqual({
    ...{ verdict: 'tie', consistent: true, reason: 'equal' },
    ...{ replayRequestId: 'req_r', judgeRequestIds: ['req_r'] },
    incumbentUsage: { inputTokens: 10, outputTokens: 20, costUsd: 0.001, latencyMs: 500 },
    candidateUsage: { inputTokens: 10, outputTokens: 20, costUsd: 5e-9, latencyMs: 7 },
  });
});

test.each(['done', 'skipped'] as const)('a pair that is %s is left alone', async (state) => {
  pair = { ...pair, state };
  await compareModels(parts(), 'pair_1');
  expect(calls).toEqual([]);
});

test.each<[string, Partial<ComparisonParts>, RegExp]>([
  ['evals were switched off', { termsOf: () => null }, /^disabled/],
  [
    'the limit is spent',
    { spending: { ...parts().spending, reserve: () => Promise.resolve('exhausted') } },
    /^limit/,
  ],
  [
    'the candidate refuses',
    { makeCall: () => Promise.resolve(answer({ status: 403, body: '{}' })) },
    /^refused/,
  ],
  [
    'the judge says nothing',
    { judgePair: () => Promise.reject(new UnreadableVerdict('mumbles')) },
    /^mumbles/,
  ],
])('a pair is skipped when %s', async (_, more, reason) => {
  await compareModels(parts(more), 'pair_1');
  expect(pair).toMatchObject({ state: 'skipped', judge: expect.stringMatching(reason) });
});

test('a request whose words are not stored is skipped', async () => {
  const made = parts();
  made.source.readRequest = () => Promise.resolve(judgeableRequest({ answer: null }));
  await compareModels(made, 'pair_1');
  expect(pair).toMatchObject({ state: 'skipped', judge: expect.stringMatching(/not stored/) });
});

test('what may go better another time is tried again, and a closing worker leaves no mark', async () => {
  const makeCall = () => Promise.resolve(answer({ status: 502, body: '{}' }));
  await expect(compareModels(parts({ makeCall }), 'pair_1')).rejects.toThrow();
  expect(pair.state).toBe('failed');
  pair = { ...pair, state: 'pending' };
  await expect(compareModels(parts({ isClosing: () => true }), 'pair_1')).rejects.toThrow(
    /closing/,
  );
  expect(pair.state).toBe('pending');
  await compareModels(parts(), 'pair_1');
  expect(pair.state).toBe('done');
});
