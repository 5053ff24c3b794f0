import { describe, expect, test } from '@jest/globals';
import { calendarWindow } from './budget-period.js';
import { OutputHistory } from './output-history.js';
import { type HoldSize, sizeHold } from './size-hold.js';

/** One nano-USD per token either way. */
const PRICE = { input: 1_000_000n, output: 1_000_000n, cacheRead: null, cacheWrite: null };
const DEARER = { ...PRICE, input: 2_000_000n, output: 2_000_000n };
const DEARER_SOUND = { audioInput: 3_000_000n, audioOutput: 5_000_000n };
const size = (changes: Partial<HoldSize>): HoldSize => ({
  ...{ price: PRICE, inputEstimate: 10, inputBound: 100, maxTokens: null, modelMaxOutput: null },
  ...{ expectedOutput: null, choices: 1 },
  ...changes,
});

test.each<[string, Partial<HoldSize>, bigint | null, bigint | null]>([
  ['nothing is said or known', {}, 1_034n, null],
  ['the caller sets max_tokens', { maxTokens: 50 }, 60n, 150n],
  ['the model has a bound', { modelMaxOutput: 400 }, 410n, 500n],
  ['the history is shorter than max_tokens', { maxTokens: 500, expectedOutput: 20 }, 30n, 600n],
  ['the history is longer than max_tokens', { maxTokens: 5, expectedOutput: 20 }, 15n, 105n],
  ['several choices are asked for', { maxTokens: 50, choices: 3 }, 160n, 250n],
  ['a choice is known to be short', { maxTokens: 50, choices: 3, expectedOutput: 3.5 }, 21n, 250n],
  [
    'writing to the cache is dearer',
    { maxTokens: 0, price: { ...PRICE, cacheWrite: 2_000_000n } },
    10n,
    200n,
  ],
  [
    'the input may pass into a dearer tier',
    { maxTokens: 10, price: { ...PRICE, tiers: [{ above: 50, prices: DEARER }] } },
    20n,
    220n,
  ],
  [
    'sound costs more than text and a request costs a fee',
    { maxTokens: 10, price: { ...PRICE, special: DEARER_SOUND, units: { request: 7n } } },
    27n,
    357n,
  ],
  ['the price is unknown', { price: null, maxTokens: 5 }, null, null],
])('the hold when %s', (_, changes, normal, strict) => {
  expect(sizeHold(size(changes))).toEqual({ normal, strict });
});

describe('the output history', () => {
  test('expects nothing before the third answer and then the p95', () => {
    const history = new OutputHistory();
    for (const tokens of [30, 10]) history.record('k', 'm', tokens);
    expect(history.expect('k', 'm')).toBeNull();
    history.record('k', 'm', 20);
    expect(history.expect('k', 'm')).toBe(30);
    expect(history.expect('k', 'other')).toBeNull();
  });

  test('takes the nearest rank of the last hundred answers', () => {
    const history = new OutputHistory();
    for (let tokens = 500; tokens > 0; tokens--) history.record('k', 'm', tokens);
    expect(history.expect('k', 'm')).toBe(95);
  });
});

test.each<[Parameters<typeof calendarWindow>[0], string, string, string | null]>([
  ['hour', '2026-11-21T12:34:56Z', '2026-11-21T12:00:00Z', '2026-11-21T13:00:00Z'],
  ['day', '2026-11-21T23:59:59Z', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
  ['week', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
  ['week', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
  ['month', '2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ['total', '2026-11-21T12:34:56Z', '1970-01-01T00:00:00Z', null],
])('the %s of %s begins at %s and ends at %s', (period, at, start, end) => {
  expect(calendarWindow(period, Date.parse(at))).toEqual({
    start: Date.parse(start),
    end: end === null ? null : Date.parse(end),
  });
});
