import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { type NanoUsd, parseUsd } from '@weighbridge/kernel/money';
import type { Json, JsonObject } from '../../dialects/json/json.js';
import { invalid, isObject } from '../../dialects/openai-chat/read-chat-call.js';
import type { PreferredValue, ProviderPreferences, SortBy } from './provider-preferences.js';

const FIELDS = [
  ...['order', 'only', 'ignore', 'allow_fallbacks', 'require_parameters', 'data_collection'],
  ...['zdr', 'sort', 'max_price', 'preferred_max_latency', 'preferred_min_throughput'],
];
const SORTS: readonly SortBy[] = ['price', 'latency', 'throughput'];
const PERCENTILES: Readonly<Record<string, number>> = { p50: 0.5, p75: 0.75, p90: 0.9, p99: 0.99 };
const MOST_NAMES = 64;

/**
 * Reads OpenRouter's `provider` object: https://openrouter.ai/docs/features/provider-routing
 * What nothing here could keep (`quantizations`, `enforce_distillable_text`) is refused rather than
 * ignored.
 * @throws ApiError `invalid_request` or `unknown_parameter` naming the field
 */
export function readProviderPreferences(provider: Json): ProviderPreferences {
  if (!isObject(provider)) throw invalid('provider', 'provider must be an object');
  const unknown = Object.keys(provider).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined)
    throw new ApiError(
      'unknown_parameter',
      `provider.${unknown} is not known here; known are ${FIELDS.join(', ')}`,
      { param: `provider.${unknown}` },
    );
  const { sort, partition } = readSort(provider.sort);
  return {
    order: readNames(provider, 'order') ?? [],
    only: readNames(provider, 'only'),
    ignore: readNames(provider, 'ignore') ?? [],
    allowFallbacks: readFlag(provider, 'allow_fallbacks') ?? true,
    requireParameters: readFlag(provider, 'require_parameters') ?? false,
    zeroRetention: readZeroRetention(provider),
    sort,
    sortsAcrossModels: partition === 'none',
    ...readMaxPrice(provider.max_price),
    preferredLatency: readPreferred(provider, 'preferred_max_latency', 1_000), // seconds
    preferredThroughput: readPreferred(provider, 'preferred_min_throughput', 1),
  };
}

/** Null: not said. */
function readNames(provider: JsonObject, field: string): readonly string[] | null {
  const names = provider[field];
  if (names === undefined || names === null) return null;
  const isName = (name: Json): name is string => typeof name === 'string' && name !== '';
  if (!Array.isArray(names) || names.length > MOST_NAMES || !names.every(isName))
    throw invalid(`provider.${field}`, `provider.${field} must be a list of provider names`);
  return names;
}

function readFlag(provider: JsonObject, field: string): boolean | null {
  const flag = provider[field];
  if (flag === undefined || flag === null) return null;
  if (typeof flag !== 'boolean')
    throw invalid(`provider.${field}`, `provider.${field} must be true or false`);
  return flag;
}

/** A provider that may use what it sees for training also keeps it. */
function readZeroRetention(provider: JsonObject): ProviderPreferences['zeroRetention'] {
  const collection = provider.data_collection;
  if (collection !== undefined && collection !== null)
    if (collection !== 'allow' && collection !== 'deny')
      throw invalid('provider.data_collection', 'provider.data_collection must be allow or deny');
  if (readFlag(provider, 'zdr')) return 'zdr';
  return collection === 'deny' ? 'data_collection' : null;
}

function readSort(sort: Json | undefined): { sort: SortBy | null; partition: 'model' | 'none' } {
  if (sort === undefined || sort === null) return { sort: null, partition: 'model' };
  const { by, partition = 'model' } = isObject(sort) ? sort : { by: sort };
  const known = SORTS.find((name) => name === by);
  if (!known)
    throw invalid(
      isObject(sort) ? 'provider.sort.by' : 'provider.sort',
      `provider.sort must be one of ${SORTS.join(', ')}`,
    );
  if (partition !== 'model' && partition !== 'none')
    throw invalid('provider.sort.partition', 'provider.sort.partition must be model or none');
  return { sort: known, partition };
}

/** What each cap is in. No target has a price for an image, so that cap always holds. */
const PRICE_UNITS: Readonly<Record<string, string>> = {
  prompt: 'USD per million tokens',
  completion: 'USD per million tokens',
  request: 'USD per request',
  image: 'USD per image',
};
type PriceCaps = Pick<ProviderPreferences, 'maxInputPrice' | 'maxOutputPrice' | 'maxRequestPrice'>;
const NO_CAPS: PriceCaps = { maxInputPrice: null, maxOutputPrice: null, maxRequestPrice: null };

function readMaxPrice(price: Json | undefined): PriceCaps {
  if (price === undefined || price === null) return NO_CAPS;
  if (!isObject(price))
    throw invalid('provider.max_price', 'provider.max_price must be an object of USD amounts');
  for (const name of Object.keys(price))
    if (!Object.hasOwn(PRICE_UNITS, name))
      throw invalid(`provider.max_price.${name}`, `provider.max_price has no ${name}`);
  readUsd(price, 'image');
  return {
    maxInputPrice: readUsd(price, 'prompt'),
    maxOutputPrice: readUsd(price, 'completion'),
    maxRequestPrice: readUsd(price, 'request'),
  };
}

function readUsd(price: JsonObject, field: string): NanoUsd | null {
  const value = price[field];
  if (value === undefined || value === null) return null;
  const param = `provider.max_price.${field}`;
  const unit = PRICE_UNITS[field];
  if (typeof value !== 'number' && typeof value !== 'string')
    throw invalid(param, `${param} must be ${unit}`);
  const text = typeof value === 'number' ? value.toFixed(9) : value;
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(text))
    throw invalid(param, `${param} must be ${unit}, not below zero`);
  return parseUsd(text);
}

/** A number stands for the median. */
function readPreferred(provider: JsonObject, field: string, unit: number): PreferredValue[] {
  const preferred = provider[field];
  const param = `provider.${field}`;
  if (preferred === undefined || preferred === null) return [];
  const given = isObject(preferred) ? preferred : { p50: preferred };
  return Object.entries(given).map(([name, value]) => {
    const share = PERCENTILES[name];
    if (share === undefined)
      throw invalid(`${param}.${name}`, `${param} may name p50, p75, p90 and p99`);
    if (typeof value !== 'number' || !(value > 0))
      throw invalid(
        isObject(preferred) ? `${param}.${name}` : param,
        `${param} must be a number above 0`,
      );
    return { share, value: value * unit };
  });
}
