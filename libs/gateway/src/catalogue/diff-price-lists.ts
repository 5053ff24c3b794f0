import type {
  PricedModel,
  PriceList,
  PricePeriod,
} from '@weighbridge/contracts/catalogue/price-list';

/** What another price list would change. Models are named `vendor/model`, prices in USD. */
export interface PriceListDiff {
  added: { model: string; prices: Prices }[];
  removed: { model: string; prices: Prices }[];
  changed: { model: string; price: string; old: string | null; new: string | null }[];
}

/** By the name of the price: `input`, `output above 200000`, `input from 2026-08-21`. */
type Prices = Record<string, string>;

/** Compares two price lists model by model and price by price. */
export function diffPriceLists(before: PriceList, after: PriceList): PriceListDiff {
  const old = pricesByModel(before);
  const next = pricesByModel(after);
  const diff: PriceListDiff = { added: [], removed: [], changed: [] };
  for (const [model, prices] of next) {
    const known = old.get(model);
    if (!known) diff.added.push({ model, prices });
    else diff.changed.push(...changesOf(model, known, prices));
  }
  for (const [model, prices] of old) if (!next.has(model)) diff.removed.push({ model, prices });
  return diff;
}

function changesOf(model: string, old: Prices, next: Prices): PriceListDiff['changed'] {
  const names = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...names]
    .filter((name) => old[name] !== next[name])
    .map((price) => ({ model, price, old: old[price] ?? null, new: next[price] ?? null }));
}

const pricesByModel = ({ vendors }: PriceList): Map<string, Prices> =>
  new Map(
    vendors.flatMap(({ id, models }) =>
      models.map((model): [string, Prices] => [`${id}/${model.id}`, pricesOf(model)]),
    ),
  );

function pricesOf({ prices }: PricedModel): Prices {
  const all: Prices = {};
  for (const period of prices) {
    const when = whenOf(period);
    Object.assign(all, named(period.tokens, when), named(period.units ?? {}, when));
    for (const tier of period.tiers ?? [])
      Object.assign(all, named(tier.tokens, ` above ${tier.above}${when}`));
  }
  return all;
}

const named = (prices: Readonly<Prices>, suffix: string): Prices =>
  Object.fromEntries(Object.entries(prices).map(([name, price]) => [`${name}${suffix}`, price]));

function whenOf({ from, daily }: PricePeriod): string {
  if (from !== undefined) return ` from ${from.slice(0, 'YYYY-MM-DD'.length)}`;
  return daily ? ` at ${daily.join('-')}` : '';
}
