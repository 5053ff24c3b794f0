import { type NanoUsd, priceUnits } from '@weighbridge/kernel/money';
import type { Usage } from '../dialects/canonical/usage.js';
import type { ModelPrice, TokenPrices } from './model-facts.js';

/**
 * What an answer cost. Cached and cache-written input is priced at its own price where there is
 * one, else as plain input. Every line is rounded up to the next nano-USD.
 */
export function priceUsage(usage: Usage, price: ModelPrice): NanoUsd {
  const prices: TokenPrices =
    price.longInput && usage.inputTokens > price.longInput.above ? price.longInput.prices : price;
  // A vendor that counts its cache beside the input must never make the plain part negative.
  const cached = Math.min(usage.cachedTokens, usage.inputTokens);
  const written = Math.min(usage.cacheWriteTokens, usage.inputTokens - cached);
  return (
    priceUnits(usage.inputTokens - cached - written, prices.input) +
    priceUnits(cached, prices.cacheRead ?? prices.input) +
    priceUnits(written, prices.cacheWrite ?? prices.input) +
    priceUnits(usage.outputTokens, prices.output)
  );
}
