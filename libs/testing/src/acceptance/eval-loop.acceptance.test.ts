import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type FakeVendor, startFakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { readSetting } from './inherited-environment.js';
import { CHEAP } from './eval-loop-models.js';
import { runEvalLoop } from './run-eval-loop.js';

jest.setTimeout(900_000);

const KILLS = readSetting('WB_LOOP_KILLS', 3);
const REQUESTS = readSetting('WB_LOOP_REQUESTS', 240);
/** Calls that a worker makes at once: what a kill may interrupt. */
const CALLS_AT_ONCE = 16;

let vendor: FakeVendor;
beforeAll(async () => {
  vendor = await startFakeVendor();
});
beforeEach(() => vendor.reset());
afterAll(() => vendor.close());

test(`traffic moves the category where the cheap model is as good, through ${KILLS} kills`, async () => {
  const result = await runEvalLoop(vendor, {
    ...{ requests: REQUESTS, kills: KILLS, minPairs: 80, dailyLimit: '100.00' },
  });
  expect(result.choices).toEqual({ alpha: CHEAP });
  expect(result).toMatchObject({ lost: 0, doubled: 0, pairs: { done: result.sampled } });
  const verdicts = result.comparisons.map(({ category, verdict }) => [category, verdict]);
  expect(Object.fromEntries(verdicts)).toMatchObject({ beta: 'worse' });
  expect(result.comparisons.every(({ uncalibrated }) => uncalibrated)).toBe(true);
  expect(result.contradicted.kappa).toBeLessThanOrEqual(0);
  expect(result.contradicted.choices).toEqual({});
  expect(result.repeated).toBeLessThanOrEqual(KILLS * CALLS_AT_ONCE);
  expect(result.evalCalls).toBeLessThanOrEqual(result.evalLedger);
});

test('the daily limit is passed by no more than one call', async () => {
  const result = await runEvalLoop(vendor, {
    ...{ requests: 60, kills: 0, minPairs: 1_000, dailyLimit: '0.02' },
  });
  expect(result.spent).toBeGreaterThanOrEqual(20_000_000n);
  expect(result.spent).toBeLessThan(20_000_000n + result.dearestCall);
  expect(result.pairs['skipped']).toBeGreaterThan(0);
  expect(result.choices).toEqual({});
});
