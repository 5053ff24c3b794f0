import type { Capability } from '@weighbridge/contracts/config/provider';
import { parseUsd } from '@weighbridge/kernel/money';
import type { ModelFacts, TokenPrices } from './model-facts.js';

/** USD per million tokens as decimal text: input, output, cache read, cache write. */
export type PriceRow = readonly [
  input: string,
  output: string,
  cacheRead: string | null,
  cacheWrite: string | null,
];

/** One line of a vendor's model list. */
export interface ModelRow {
  id: string;
  context: number | null;
  maxOutput: number | null;
  /** Separated by spaces. */
  capabilities: string | null;
  price: PriceRow;
  longInput?: { above: number; price: PriceRow };
}

/** A line of a model list as facts; prices become exact integers. */
export function readModelRow(row: ModelRow): ModelFacts {
  return {
    price: {
      ...readPrices(row.price),
      ...(row.longInput && {
        longInput: { above: row.longInput.above, prices: readPrices(row.longInput.price) },
      }),
    },
    context: row.context,
    maxOutput: row.maxOutput,
    capabilities: row.capabilities === null ? null : (row.capabilities.split(' ') as Capability[]),
  };
}

function readPrices([input, output, cacheRead, cacheWrite]: PriceRow): TokenPrices {
  return {
    input: parseUsd(input),
    output: parseUsd(output),
    cacheRead: cacheRead === null ? null : parseUsd(cacheRead),
    cacheWrite: cacheWrite === null ? null : parseUsd(cacheWrite),
  };
}
