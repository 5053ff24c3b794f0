import { type NanoUsd, priceUnits } from '@weighbridge/kernel/money';
import type { ModelPrice, TokenPrices } from '../catalogue/model-facts.js';
import { pricesAt } from '../catalogue/price-usage.js';
import type { HoldAmounts } from './hold.js';

/** Output tokens expected of a request that says nothing, before there is a history (CONTRACT §3). */
const DEFAULT_OUTPUT_TOKENS = 1024;

const NOTHING_KNOWN: HoldAmounts = { normal: null, strict: null };

export interface HoldSize {
  /** Null: unknown. */
  price: ModelPrice | null;
  /** Best guess of the input tokens. */
  inputEstimate: number;
  /** No tokenizer makes more tokens of the input than this. */
  inputBound: number;
  /** The caller's bound on the output of one choice; null when the request has none. */
  maxTokens: number | null;
  /** The model's own bound; null: unknown. */
  modelMaxOutput: number | null;
  /** The p95 of one choice for this key and model, from the third answer on; null before. */
  expectedOutput: number | null;
  /** How many choices are asked for (`n`). */
  choices: number;
}

/**
 * The size of a hold in both budget modes, as CONTRACT §3 "Budgets" defines it. Where a price is
 * unknown there is no hold, and a request that a budget applies to is refused: an unpriced target
 * would otherwise be free. Once dispatched, a cost that cannot be known settles at the hold.
 */
export function sizeHold(size: HoldSize): HoldAmounts {
  const { price, choices } = size;
  if (price === null) return NOTHING_KNOWN;
  const bound = smallest(size.maxTokens, size.modelMaxOutput);
  const expected = size.expectedOutput ?? size.maxTokens ?? DEFAULT_OUTPUT_TOKENS;
  const output = bound === null ? expected : Math.min(expected, bound);
  const expectedPrices = pricesAt(price, size.inputEstimate);
  const worst = pricesAt(price, size.inputBound);
  const fee = price.units?.request ?? 0n;
  return {
    normal:
      fee +
      priceUnits(size.inputEstimate, expectedPrices.input) +
      priceUnits(Math.ceil(output * choices), expectedPrices.output),
    strict:
      bound === null
        ? null
        : fee +
          priceUnits(size.inputBound, dearestInput(worst)) +
          priceUnits(bound * choices, dearestOutput(worst)),
  };
}

/** Writing to a prompt cache may cost more than plain input (Anthropic: 1.25 to 2 times), as may sound. */
function dearestInput({ input, cacheWrite, special }: TokenPrices): NanoUsd {
  return dearest(input, [
    cacheWrite,
    special?.cacheWriteLong,
    special?.audioInput,
    special?.imageInput,
    special?.videoInput,
  ]);
}

function dearestOutput({ output, special }: TokenPrices): NanoUsd {
  return dearest(output, [
    special?.audioOutput,
    special?.imageOutput,
    special?.videoOutput,
    special?.reasoning,
  ]);
}

function dearest(base: NanoUsd, others: readonly (NanoUsd | null | undefined)[]): NanoUsd {
  let most = base;
  for (const price of others) if (price && price > most) most = price;
  return most;
}

function smallest(first: number | null, second: number | null): number | null {
  if (first === null || second === null) return first ?? second;
  return Math.min(first, second);
}
