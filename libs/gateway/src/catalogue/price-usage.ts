import { type NanoUsd, priceUnits } from '@weighbridge/kernel/money';
import type { Usage, UsageDetails } from '../dialects/canonical/usage.js';
import type { ModelPrice, SpecialPrices, TokenPrices } from './model-facts.js';

const NO_SPECIAL: SpecialPrices = {};

/**
 * What an answer cost. Each part that is sold at a price of its own is priced at it, the rest as
 * plain input or output; all at the tier that the length of the input leads to. Every line is
 * rounded up to the next nano-USD.
 */
export function priceUsage(usage: Usage, price: ModelPrice): NanoUsd {
  const prices = pricesAt(price, usage.inputTokens);
  const tokens =
    usage.details === undefined && prices.special === undefined
      ? pricePlain(usage, prices)
      : priceParts(usage, prices, usage.details ?? {}, prices.special ?? NO_SPECIAL);
  return price.units === undefined ? tokens : tokens + pricePieces(usage, price.units);
}

/** The token prices of a request whose input is that long. */
export function pricesAt(price: ModelPrice, inputTokens: number): TokenPrices {
  if (price.tiers === undefined) return price;
  let prices: TokenPrices = price;
  for (const tier of price.tiers) if (inputTokens > tier.above) prices = tier.prices;
  return prices;
}

function pricePlain(usage: Usage, prices: TokenPrices): NanoUsd {
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

function priceParts(
  usage: Usage,
  prices: TokenPrices,
  details: UsageDetails,
  special: SpecialPrices,
): NanoUsd {
  const { input, output } = prices;
  const cacheRead = prices.cacheRead ?? input;
  const cacheWrite = prices.cacheWrite ?? input;
  const cached = new Portions(Math.min(usage.cachedTokens, usage.inputTokens), cacheRead);
  const cachedAudio = cached.take(details.audioCachedTokens, special.audioCacheRead);
  const cachedImages = cached.take(details.imageCachedTokens, special.imageCacheRead);
  const written = new Portions(
    Math.min(usage.cacheWriteTokens, usage.inputTokens - cached.whole),
    cacheWrite,
  );
  written.take(details.cacheWriteLongTokens, special.cacheWriteLong);
  const plain = new Portions(usage.inputTokens - cached.whole - written.whole, input);
  plain.take(countAbove(details.audioInputTokens, cachedAudio), special.audioInput);
  plain.take(countAbove(details.imageInputTokens, cachedImages), special.imageInput);
  plain.take(details.videoInputTokens, special.videoInput);
  const answer = new Portions(usage.outputTokens, output);
  answer.take(details.audioOutputTokens, special.audioOutput);
  answer.take(details.imageOutputTokens, special.imageOutput);
  answer.take(details.videoOutputTokens, special.videoOutput);
  answer.take(details.citationTokens, special.citation);
  answer.take(usage.reasoningTokens, special.reasoning);
  return cached.cost() + written.cost() + plain.cost() + answer.cost();
}

/** A number of tokens of which parts have prices of their own. */
class Portions {
  private left: number;
  private special = 0n;

  constructor(
    readonly whole: number,
    private readonly price: NanoUsd,
  ) {
    this.left = whole;
  }

  /** Prices a part, never more of it than is left; without a price it stays in the rest. */
  take(tokens: number | undefined, price: NanoUsd | undefined): number {
    const part = Math.min(tokens ?? 0, this.left);
    if (part <= 0 || price === undefined) return part;
    this.left -= part;
    this.special += priceUnits(part, price);
    return part;
  }

  cost(): NanoUsd {
    return this.special + priceUnits(this.left, this.price);
  }
}

const countAbove = (tokens: number | undefined, counted: number): number =>
  Math.max(0, (tokens ?? 0) - counted);

function pricePieces(usage: Usage, units: NonNullable<ModelPrice['units']>): NanoUsd {
  const searches = BigInt(usage.details?.webSearches ?? 0);
  return (units.request ?? 0n) + searches * (units.web_search ?? 0n);
}
