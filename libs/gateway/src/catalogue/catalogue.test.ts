import { describe, expect, test } from '@jest/globals';
import { parseUsd } from '@weighbridge/kernel/money';
import fc from 'fast-check';
import { boundInputTokens, estimateInputTokens } from './estimate-input-tokens.js';
import { findModelFacts, listCatalogueModels } from './find-model-facts.js';
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

describe('the catalogue', () => {
  test.each([
    ['openai', 'gpt-4o-mini', '0.15'],
    ['openai', 'gpt-4o-2024-08-06', '2.5'],
    ['openai', 'gpt-4o-2024-05-13', '5'],
    ['anthropic', 'claude-sonnet-4-20250514', '3'],
    ['anthropic', 'claude-haiku-4-5-20251001', '1'],
    ['gemini', 'gemini-2.0-flash-001', '0.1'],
    ['sandbox', 'swift-mini', '0.10'],
  ])('%s/%s costs %s USD per million input tokens', (type, model, price) => {
    expect(findModelFacts(type, model)?.price?.input).toBe(parseUsd(price));
  });

  test.each([
    ['openai', 'gpt-9'],
    ['openai', 'gpt-4o-audio-preview'],
    ['no-such-type', 'gpt-4o'],
  ])('%s/%s is unknown, not free', (type, model) => {
    expect(findModelFacts(type, model)).toBeNull();
  });

  test('every chat model costs something and no model is listed twice', () => {
    for (const type of ['openai', 'anthropic', 'gemini', 'sandbox']) {
      const models = listCatalogueModels(type);
      expect(new Set(models).size).toBe(models.length);
      for (const model of models) {
        const { price, capabilities } = findModelFacts(type, model)!;
        expect(price!.input).toBeGreaterThan(0n);
        if (!capabilities?.includes('embeddings')) expect(price!.output).toBeGreaterThan(0n);
      }
    }
  });
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
      { ...PRICE, longInput: { above: 10, prices: { ...PRICE, input: 2_000_000n } } },
      27n,
    ],
    [
      'input at the edge of the tier at the base price',
      usage(10, 0, 1),
      { ...PRICE, longInput: { above: 10, prices: { ...PRICE, input: 2_000_000n } } },
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

describe('estimating input', () => {
  const call = (body: object) => {
    const raw = Buffer.from(JSON.stringify(body));
    return { raw, body: JSON.parse(raw.toString()) };
  };
  const image = {
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${'A'.repeat(400_000)}` },
  };

  test('text counts by its bytes', () => {
    const text = call({ messages: [{ role: 'user', content: 'x'.repeat(4_000) }] });
    expect(estimateInputTokens(text)).toBeGreaterThan(1_000);
    expect(estimateInputTokens(text)).toBeLessThan(1_100);
    expect(boundInputTokens(text)).toBeGreaterThan(4_000);
  });

  test('an image counts as an image, not as its base64 text', () => {
    const picture = call({ messages: [{ role: 'user', content: [image] }] });
    expect(estimateInputTokens(picture)).toBeLessThan(1_200);
    expect(boundInputTokens(picture)).toBeGreaterThan(48_169);
    expect(boundInputTokens(picture)).toBeLessThan(60_000);
  });
});
