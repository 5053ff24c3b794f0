import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { calcPrice, waitForUpdate } from '@pydantic/genai-prices';
import { PriceList } from '@weighbridge/contracts/catalogue/price-list';
import { builtInPriceList } from '../built-in-price-list.js';
import { createCatalogue } from '../create-catalogue.js';
import { priceUsage } from '../price-usage.js';
import { writePriceList } from '../write-price-list.js';
import { convertPriceList } from './convert-price-list.js';

const NOW = new Date('2026-11-21T12:00:00Z');
const list = builtInPriceList();
const catalogue = createCatalogue(list, () => NOW.getTime());
const models = list.vendors.flatMap(({ id, models }) =>
  models.map((model) => ({ vendor: id, model })),
);
const isTokenPriced = ({ vendor, model }: (typeof models)[number]): boolean =>
  catalogueVendor(vendor).findModelFacts(model.names?.[0] ?? model.id)?.price != null;
const catalogueVendor = (id: string) => catalogue.vendors().find((vendor) => vendor.id === id)!;

describe('the price list', () => {
  test('is what the installed genai-prices says; else run libs/gateway/scripts/generate-price-list.mjs', async () => {
    const { source, date } = list;
    const file = readFileSync(new URL('../data/prices.generated.json', import.meta.url), 'utf8');
    const current = convertPriceList(await waitForUpdate(), { source, date });
    expect(file === writePriceList(current)).toBe(true);
    expect(PriceList.safeParse(list).error).toBeUndefined();
  });

  test('prices at least 1,600 models', () => {
    expect(models.filter(({ model }) => model.prices.length > 0).length).toBeGreaterThan(1_600);
  });

  test('calls nothing free that nobody says is free', () => {
    const free = models.filter(({ model }) =>
      model.prices.some(({ tokens, units }) => !units && Object.values(tokens).every(isZero)),
    );
    const said = free.filter(
      ({ vendor, model }) =>
        model.id.endsWith(':free') ||
        `${vendor}/${model.id}`.match(/^(openai\/moderation|google\/gemma)/),
    );
    expect(free.length).toBe(said.length);
  });

  test('prices what genai-prices prices, to the nano-dollar', () => {
    const differing: string[] = [];
    let compared = 0;
    for (const { vendor, model } of models.filter(isTokenPriced)) {
      const name = model.names?.[0] ?? model.id;
      const price = catalogueVendor(vendor).findModelFacts(name)!.price!;
      for (const inputTokens of [1_000, 300_000]) {
        const ours = priceUsage(
          {
            ...{ inputTokens, cachedTokens: 400, cacheWriteTokens: 200 },
            ...{ outputTokens: 500, reasoningTokens: 100 },
          },
          price,
        );
        const theirs = calcPrice(
          {
            ...{ input_tokens: inputTokens, cache_read_tokens: 400, cache_write_tokens: 200 },
            ...{ output_tokens: 500, output_reasoning_tokens: 100 },
          },
          name,
          { providerId: vendor, timestamp: NOW },
        );
        compared++;
        const difference = Math.abs(Number(ours) - (theirs?.total_price ?? Number.NaN) * 1e9);
        // Each of at most five lines is rounded up to the next nano-USD.
        if (!(difference <= 6))
          differing.push(`${vendor}/${name}: ${ours} for ${theirs?.total_price}`);
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(3_000);
  });
});

const isZero = (price: string): boolean => price === '0';
