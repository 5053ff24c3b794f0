import type { PricedModel } from '@weighbridge/contracts/catalogue/price-list';
import type { Capability } from '@weighbridge/contracts/config/provider';
import type { KnownFacts } from './facts/read-facts-table.js';

/** USD per million tokens as decimal text: input, output, cache read, cache write. */
export type PriceRow = readonly [
  input: string,
  output: string,
  cacheRead: string | null,
  cacheWrite: string | null,
];

/** One line of a model list that we write ourselves. */
export interface ModelRow {
  id: string;
  context: number | null;
  maxOutput: number | null;
  /** Separated by spaces. */
  capabilities: string | null;
  price: PriceRow;
}

/** A line as a price list has it. */
export function pricedModelOf({ id, price }: ModelRow): PricedModel {
  const [input, output, cacheRead, cacheWrite] = price;
  const tokens = {
    ...{ input, output },
    ...(cacheRead !== null && { cache_read: cacheRead }),
    ...(cacheWrite !== null && { cache_write: cacheWrite }),
  };
  return { id, names: [id], prices: [{ tokens }] };
}

/** What a line says besides the price. */
export const knownFactsOf = ({ context, maxOutput, capabilities }: ModelRow): KnownFacts => ({
  ...{ context, maxOutput },
  capabilities: capabilities === null ? null : (capabilities.split(' ') as Capability[]),
});
