import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DurationFit } from './duration-fit.js';
import { readRemainingShare } from './read-remaining-share.js';
import { type AttemptTiming, MeasuredTarget } from './target-figures.js';

const ANSWER: AttemptTiming = {
  ...{ totalMs: 1_100, firstTokenMs: 100, inputTokens: 100, cachedTokens: 25, outputTokens: 50 },
};

describe('the figures of a target', () => {
  test('are what its answers showed', () => {
    const target = new MeasuredTarget();
    for (let count = 0; count < 20; count++) target.noteAnswer(count, ANSWER);
    expect(target).toMatchObject({
      samples: 20,
      successRate: 1,
      firstTokenMs: 100,
      cachedShare: 0.25,
    });
    expect(target.tokensPerSecond).toBeCloseTo(50, 6);
    expect(target.predictMs(50)).toBeCloseTo(1_100, 6);
    expect(target.firstTokenPercentile(0.9)).toBe(100);
  });

  test('follow a change within seconds under load, and with the second answer after a night', () => {
    const target = new MeasuredTarget();
    for (let count = 0; count < 1_000; count++) target.noteAnswer(count * 10, ANSWER);
    for (let count = 0; count < 200; count++)
      target.noteAnswer(10_000 + count * 10, { ...ANSWER, firstTokenMs: 500 });
    expect(target.firstTokenMs).toBeGreaterThan(490);
    target.noteAnswer(40_000_000, ANSWER);
    expect(target.firstTokenMs).toBeLessThan(310);
  });

  test('count failures against the share of success and not into the pace', () => {
    const target = new MeasuredTarget();
    for (let count = 0; count < 10; count++) {
      target.noteAnswer(count, ANSWER);
      target.noteFailure(count);
    }
    expect(target.successRate).toBeCloseTo(0.5, 1);
    expect(target.predictMs(50)).toBeCloseTo(1_100, 6);
  });

  test('read the quota from headers at most once a second and forget it after a minute', () => {
    const target = new MeasuredTarget();
    let reads = 0;
    const left = (remaining: number) => ({
      toRecord() {
        reads++;
        return {
          'x-ratelimit-limit-requests': '100',
          'x-ratelimit-remaining-requests': String(remaining),
        };
      },
    });
    for (const [at, remaining] of [
      [0, 80],
      [500, 40],
      [1_000, 20],
    ] as const)
      target.noteAnswer(at, { ...ANSWER, headers: left(remaining) });
    expect(reads).toBe(2);
    expect(target.quotaLeft(1_000)).toBe(0.2);
    expect(target.quotaLeft(61_000)).toBeNull();
  });
});

describe('how long an answer takes', () => {
  test('is a first part and a part per token, found from whole answers', () => {
    const fit = new DurationFit();
    for (let count = 0; count < 50; count++) {
      const tokens = 10 + (count % 7) * 100;
      fit.add(count, tokens, 300 + 4 * tokens);
    }
    expect(fit.predict(1_000)).toBeCloseTo(4_300, 3);
    expect(fit.predict(0)).toBeCloseTo(300, 3);
  });

  test('is never negative and never beyond what was seen per token', () => {
    const answers = fc.array(
      fc.record({ tokens: fc.nat(5_000), ms: fc.integer({ min: 1, max: 60_000 }) }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(answers, fc.nat(5_000), (seen, tokens) => {
        const fit = new DurationFit();
        seen.forEach(({ tokens: count, ms }, index) => fit.add(index, count, ms));
        expect(fit.predict(tokens)).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });
});

test.each<[Record<string, string>, number | null]>([
  [{ 'x-ratelimit-limit-tokens': '1000', 'x-ratelimit-remaining-tokens': '250' }, 0.25],
  [
    {
      'vendor-ratelimit-requests-limit': '50',
      'vendor-ratelimit-requests-remaining': '10',
      'vendor-ratelimit-tokens-limit': '100',
      'vendor-ratelimit-tokens-remaining': '90',
    },
    0.2,
  ],
  [{ 'x-ratelimit-remaining-requests': '5' }, null],
  [{ 'x-ratelimit-limit-requests': '0', 'x-ratelimit-remaining-requests': '0' }, null],
  [{ 'x-ratelimit-limit-requests': 'many', 'x-ratelimit-remaining-requests': '1' }, null],
  [{}, null],
])('of the quota in %j is left %j', (headers, share) => {
  expect(readRemainingShare(headers)).toBe(share);
});
