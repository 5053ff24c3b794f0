import type { Capability } from '@weighbridge/contracts/config/provider';
import type { NanoUsdPerMillion } from '@weighbridge/kernel/money';

/** Prices per million tokens; null: not sold separately. */
export interface TokenPrices {
  input: NanoUsdPerMillion;
  output: NanoUsdPerMillion;
  cacheRead: NanoUsdPerMillion | null;
  cacheWrite: NanoUsdPerMillion | null;
}

export interface ModelPrice extends TokenPrices {
  /** The prices of the whole request once its input is longer than this many tokens. */
  longInput?: { above: number; prices: TokenPrices };
}

/** What is known of a vendor's model. Null is unknown, never zero and never unlimited. */
export interface ModelFacts {
  price: ModelPrice | null;
  /** Tokens of input and output together. */
  context: number | null;
  maxOutput: number | null;
  capabilities: readonly Capability[] | null;
}
