import type { PricePeriod, UnitPriceKey } from '@weighbridge/contracts/catalogue/price-list';
import { parseUsd } from '@weighbridge/kernel/money';
import type { ModelPrice, SpecialPrices, TokenPrices } from './model-facts.js';

/** USD per million tokens, as the price list and the configuration have them. */
export type PriceText = PricePeriod['tokens'];

/**
 * A period's prices as exact integers; null when no tokens are sold: a price by the hour or the
 * page says nothing about tokens.
 */
export function readPricePeriod({ tokens, units, tiers }: PricePeriod): ModelPrice | null {
  const base = readTokenPrices(tokens);
  if (base === null) return null;
  return {
    ...base,
    ...(tiers && {
      tiers: tiers.map((tier) => ({
        above: tier.above,
        prices: readTokenPrices(tier.tokens) ?? base,
      })),
    }),
    ...(units && { units: readUnits(units) }),
  };
}

/**
 * Token prices as integers; null: none. What is sold in one direction only costs nothing in the
 * other (embeddings have no output), except that images sold as output make all output dear.
 */
export function readTokenPrices(text: PriceText): TokenPrices | null {
  const input = amount(text.input);
  const output = amount(text.output ?? text.image_output ?? text.audio_output);
  if (input === undefined && output === undefined) return null;
  const special = readSpecial(text);
  return {
    input: input ?? 0n,
    output: output ?? 0n,
    cacheRead: amount(text.cache_read) ?? null,
    cacheWrite: amount(text.cache_write) ?? null,
    ...(special && { special }),
  };
}

const SPECIAL_KEYS = {
  cache_write_1h: 'cacheWriteLong',
  audio_input: 'audioInput',
  audio_output: 'audioOutput',
  audio_cache_read: 'audioCacheRead',
  image_input: 'imageInput',
  image_output: 'imageOutput',
  image_cache_read: 'imageCacheRead',
  video_input: 'videoInput',
  video_output: 'videoOutput',
  reasoning: 'reasoning',
  citation: 'citation',
} as const satisfies Partial<Record<keyof PriceText, keyof SpecialPrices>>;

/** The names of special prices here, by their names in price lists. */
export const SPECIAL_PRICES = Object.entries(SPECIAL_KEYS) as [
  keyof typeof SPECIAL_KEYS,
  keyof SpecialPrices,
][];

function readSpecial(text: PriceText): SpecialPrices | null {
  const special: SpecialPrices = {};
  let isAny = false;
  for (const [key, name] of SPECIAL_PRICES) {
    const price = amount(text[key]);
    if (price === undefined) continue;
    special[name] = price;
    isAny = true;
  }
  return isAny ? special : null;
}

function readUnits(units: NonNullable<PricePeriod['units']>): ModelPrice['units'] {
  return Object.fromEntries(
    Object.entries(units).map(([key, price]) => [key as UnitPriceKey, parseUsd(price)]),
  );
}

const amount = (text: string | undefined): bigint | undefined =>
  text === undefined ? undefined : parseUsd(text);
