import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ModelPrice } from './model-facts.js';
import { priceUsage } from './price-usage.js';

const usage = (
  inputTokens: number,
  cachedTokens: number,
  outputTokens: number,
  cacheWriteTokens = 0,
) => ({
  inputTokens,
  cachedTokens,
  cacheWriteTokens,
  outputTokens,
  reasoningTokens: 0,
});

const PRICE: ModelPrice = {
  input: 1_000_000n,
  output: 5_000_000n,
  cacheRead: 100_000n,
  cacheWrite: 1_250_000n,
};

describe('pricing usage', () => {
  test.each<[string, ReturnType<typeof usage>, ModelPrice, bigint]>([
    ['plain input and output', usage(10, 0, 2), PRICE, 20n],
    ['a cached part at its own price', usage(10, 4, 0), PRICE, 7n],
    ['a cached part without a price as input', usage(10, 4, 0), { ...PRICE, cacheRead: null }, 10n],
    ['a written part at its own price', usage(8, 0, 0, 4), PRICE, 9n],
    [
      'long input at its tier',
      usage(11, 0, 1),
      { ...PRICE, tiers: [{ above: 10, prices: { ...PRICE, input: 2_000_000n } }] },
      27n,
    ],
    [
      'input at the edge of the tier at the base price',
      usage(10, 0, 1),
      { ...PRICE, tiers: [{ above: 10, prices: { ...PRICE, input: 2_000_000n } }] },
      15n,
    ],
    ['a cache larger than the input as input only', usage(4, 9, 0, 9), PRICE, 1n],
  ])('prices %s', (_name, spent, price, expected) => {
    expect(priceUsage(spent, price)).toBe(expected);
  });

  test('is never below the exact sum and at most one nano-USD a line above it', () => {
    const tokens = fc.nat(2_000_000);
    const price = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        price,
        price,
        price,
        (input, cachedWish, output, inPrice, cachePrice, outPrice) => {
          const cached = Math.min(cachedWish, input);
          const exact =
            BigInt(input - cached) * inPrice +
            BigInt(cached) * cachePrice +
            BigInt(output) * outPrice;
          const cost = priceUsage(usage(input, cached, output), {
            input: inPrice,
            output: outPrice,
            cacheRead: cachePrice,
            cacheWrite: null,
          });
          expect(cost * 1_000_000n).toBeGreaterThanOrEqual(exact);
          expect((cost - 3n) * 1_000_000n).toBeLessThan(exact);
        },
      ),
    );
  });
});
