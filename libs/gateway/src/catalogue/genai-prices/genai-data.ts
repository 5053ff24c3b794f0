/**
 * The data of genai-prices as its JSON has it, as far as we read it.
 * Source: https://github.com/pydantic/genai-prices (`prices/new_data/v2/data.json`), MIT.
 */
export interface GenaiProvider {
  id: string;
  api_pattern: string;
  fallback_model_providers?: string[];
  models: GenaiModel[];
}

export interface GenaiModel {
  id: string;
  match: GenaiMatch;
  context_window?: number;
  deprecated?: boolean;
  prices: GenaiPrices | { constraint?: GenaiConstraint; prices: GenaiPrices }[];
}

/** USD; the suffix of a key says per what: `_mtok` a million tokens, `_kcount` a thousand, … */
export type GenaiPrices = Record<string, number | GenaiTiers | undefined>;

/** All of the request is at the price of the last tier whose `start` its input is above. */
export interface GenaiTiers {
  base: number;
  tiers: { start: number; price: number }[];
}

export type GenaiConstraint = { start_date: string } | { start_time: string; end_time: string };

export type GenaiMatch =
  | { or: GenaiMatch[] }
  | { and: GenaiMatch[] }
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string };

/**
 * Takes a parsed document for genai-prices data.
 * @throws TypeError saying where it is something else
 */
export function asGenaiData(document: unknown): GenaiProvider[] {
  if (!Array.isArray(document)) throw new TypeError('not a list of providers of genai-prices');
  for (const provider of document as Partial<GenaiProvider>[]) {
    if (typeof provider?.id !== 'string' || typeof provider.api_pattern !== 'string')
      throw new TypeError('a provider without id or api_pattern');
    if (!Array.isArray(provider.models)) throw new TypeError(`${provider.id}: models is no list`);
    for (const model of provider.models as Partial<GenaiModel>[])
      if (typeof model?.id !== 'string' || !isObject(model.match) || !isObject(model.prices))
        throw new TypeError(`${provider.id}: a model without id, match or prices`);
  }
  return document as GenaiProvider[];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
