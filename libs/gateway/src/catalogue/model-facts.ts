import type { UnitPriceKey } from '@weighbridge/contracts/catalogue/price-list';
import type { Capability } from '@weighbridge/contracts/config/provider';
import type { NanoUsd, NanoUsdPerMillion } from '@weighbridge/kernel/money';

/** Prices per million tokens; null: not sold separately. */
export interface TokenPrices {
  input: NanoUsdPerMillion;
  output: NanoUsdPerMillion;
  cacheRead: NanoUsdPerMillion | null;
  cacheWrite: NanoUsdPerMillion | null;
  /** What few models sell separately. */
  special?: SpecialPrices;
}

/** Per million tokens; a part without a price of its own costs what the whole costs. */
export interface SpecialPrices {
  /** Written to a cache that lasts an hour. */
  cacheWriteLong?: NanoUsdPerMillion;
  audioInput?: NanoUsdPerMillion;
  audioOutput?: NanoUsdPerMillion;
  audioCacheRead?: NanoUsdPerMillion;
  imageInput?: NanoUsdPerMillion;
  imageOutput?: NanoUsdPerMillion;
  imageCacheRead?: NanoUsdPerMillion;
  videoInput?: NanoUsdPerMillion;
  videoOutput?: NanoUsdPerMillion;
  reasoning?: NanoUsdPerMillion;
  citation?: NanoUsdPerMillion;
}

/** The prices of the whole request once its input is longer than this many tokens. */
export interface PriceTier {
  above: number;
  prices: TokenPrices;
}

export interface ModelPrice extends TokenPrices {
  /** Ascending. */
  tiers?: readonly PriceTier[];
  /** What is sold by the piece: a request, a search. */
  units?: Readonly<Partial<Record<UnitPriceKey, NanoUsd>>>;
}

/** What is known of a vendor's model. Null is unknown, never zero and never unlimited. */
export interface ModelFacts {
  /** What holds at this moment: some prices have a date or an hour from which they hold. */
  readonly price: ModelPrice | null;
  /** Where the price is from and as of when; absent: nobody said. */
  readonly priceOrigin?: PriceOrigin;
  /** What a batch costs of the price, in percent; absent: not sold, or not known for sure. */
  readonly batchPercent?: bigint;
  /** Tokens of input and output together. */
  readonly context: number | null;
  readonly maxOutput: number | null;
  readonly capabilities: readonly Capability[] | null;
}

export interface PriceOrigin {
  /** `operator`: the configuration; `catalogue`: the price list. */
  source: 'operator' | 'catalogue';
  /** ISO date; null: the configuration has none. */
  date: string | null;
}
