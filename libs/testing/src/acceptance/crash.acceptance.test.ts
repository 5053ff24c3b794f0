import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type FakeVendor, startFakeVendor } from '../fake-vendor/start-fake-vendor.js';
import { NO_DIFFERENCES } from './compare-books.js';
import { isContinuousIntegration, readSetting } from './inherited-environment.js';
import { runCrashTest } from './run-crash-test.js';

jest.setTimeout(600_000);

const KILLS = readSetting('WB_KILLS', isContinuousIntegration() ? 20 : 3);
const SABOTAGE = fileURLToPath(new URL('./discard-journal-writes.mjs', import.meta.url));

let vendor: FakeVendor;

beforeAll(async () => {
  vendor = await startFakeVendor();
});
beforeEach(() => vendor.reset());
afterAll(() => vendor.close());

test(`after ${KILLS} kills of everything no answer is lost, booked twice or undercounted`, async () => {
  const result = await runCrashTest(vendor, { kills: KILLS });
  expect(result.differences).toEqual(NO_DIFFERENCES);
  expect(result.finished).toBeGreaterThan(KILLS * 8);
  expect(result.chargedWithoutCall).toBeLessThanOrEqual(KILLS * 8);
});

test('the same test without a journal finds lost answers', async () => {
  const result = await runCrashTest(vendor, { kills: 2, nodeOptions: ['--import', SABOTAGE] });
  expect(result.differences.missingInLog.length).toBeGreaterThan(0);
  expect(result.differences.undercounted.length).toBeGreaterThan(0);
});
