import type {
  NameRule,
  PricedModel,
  PriceList,
  VendorPrices,
} from '@weighbridge/contracts/catalogue/price-list';
import { convertPrices } from './convert-prices.js';
import { asGenaiData, type GenaiMatch, type GenaiModel } from './genai-data.js';

/**
 * The data of genai-prices as a price list of ours.
 * @param origin what the list shall say of itself: its source, and the date it is as of
 * @throws TypeError saying where the document is not such data
 */
export function convertPriceList(
  document: unknown,
  origin: Pick<PriceList, 'source' | 'date'>,
): PriceList {
  return { ...origin, vendors: asGenaiData(document).map(convertVendor) };
}

function convertVendor(provider: ReturnType<typeof asGenaiData>[number]): VendorPrices {
  return {
    id: provider.id,
    api: provider.api_pattern,
    ...(provider.fallback_model_providers && { fallback: provider.fallback_model_providers }),
    models: provider.models.map((model) => convertModel(provider.id, model)),
  };
}

function convertModel(vendor: string, model: GenaiModel): PricedModel {
  const rules = alternativesOf(model.match).map(convertMatch);
  const names = rules.flatMap((rule) => ('equals' in rule ? [rule.equals] : []));
  const patterns = rules.filter((rule) => !('equals' in rule));
  return {
    id: model.id,
    ...(names.length > 0 && { names }),
    ...(patterns.length > 0 && { rules: patterns }),
    ...(model.context_window && { context: model.context_window }),
    ...(model.deprecated && { deprecated: true as const }),
    prices: convertPrices(vendor, model),
  };
}

const alternativesOf = (match: GenaiMatch): GenaiMatch[] =>
  'or' in match ? match.or.flatMap(alternativesOf) : [match];

/** Names are compared in lower case, as genai-prices does; expressions are not. */
function convertMatch(match: GenaiMatch): NameRule {
  if ('equals' in match) return { equals: match.equals.toLowerCase() };
  if ('starts_with' in match) return { starts: match.starts_with.toLowerCase() };
  if ('ends_with' in match) return { ends: match.ends_with.toLowerCase() };
  if ('contains' in match) return { contains: match.contains.toLowerCase() };
  if ('regex' in match) return { matches: match.regex };
  if ('and' in match) return { all: match.and.map(convertMatch) };
  throw new TypeError('alternatives within a condition are not understood');
}
