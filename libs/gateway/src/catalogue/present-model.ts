import type { TokenPriceKey } from '@weighbridge/contracts/catalogue/price-list';
import type {
  ModelFactsView,
  ModelPriceView,
  TokenPricesView,
} from '@weighbridge/contracts/resources/model';
import { formatUsd } from '@weighbridge/kernel/money';
import type { ModelFacts, ModelPrice, TokenPrices } from './model-facts.js';
import { SPECIAL_PRICES } from './read-price-period.js';

const HUNDRED = 100n;

/** What is known of a model as the APIs show it; null: nothing is. */
export function presentModelFacts(facts: ModelFacts | null): ModelFactsView {
  const price = facts?.price ?? null;
  const origin = price === null ? undefined : facts?.priceOrigin;
  return {
    price: price && presentPrice(price, facts?.batchPercent),
    price_source: origin?.source ?? null,
    price_date: origin?.date ?? null,
    context: facts?.context ?? null,
    max_output: facts?.maxOutput ?? null,
    capabilities: facts?.capabilities ? [...facts.capabilities] : null,
    flags: price === null ? ['unknown_price'] : [],
  };
}

function presentPrice(price: ModelPrice, batchPercent: bigint | undefined): ModelPriceView {
  const { units, tiers } = price;
  return {
    ...presentTokens(price),
    ...(units && {
      units: Object.fromEntries(
        Object.entries(units).map(([key, amount]) => [key, formatUsd(amount)]),
      ),
    }),
    ...(tiers && {
      tiers: tiers.map(({ above, prices }) => ({ above, tokens: presentTokens(prices) })),
    }),
    ...(batchPercent !== undefined && {
      batch: {
        input: formatUsd((price.input * batchPercent) / HUNDRED),
        output: formatUsd((price.output * batchPercent) / HUNDRED),
      },
    }),
  };
}

function presentTokens(prices: TokenPrices): TokenPricesView & { input: string; output: string } {
  const view: Partial<Record<TokenPriceKey, string>> = {};
  if (prices.cacheRead !== null) view.cache_read = formatUsd(prices.cacheRead);
  if (prices.cacheWrite !== null) view.cache_write = formatUsd(prices.cacheWrite);
  for (const [key, name] of SPECIAL_PRICES) {
    const amount = prices.special?.[name];
    if (amount !== undefined) view[key] = formatUsd(amount);
  }
  return { input: formatUsd(prices.input), output: formatUsd(prices.output), ...view };
}
