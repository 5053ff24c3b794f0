import type { PricedModel, PriceList } from '@weighbridge/contracts/catalogue/price-list';
import { SANDBOX_MODELS } from '../providers/sandbox/sandbox-models.js';
import { knownFacts } from './facts/known-facts.js';
import { indexVendor, type VendorIndex } from './index-vendor.js';
import type { ModelFacts } from './model-facts.js';
import { pricedModelOf } from './model-row.js';
import { namesOfVersion } from './names-of-version.js';
import { placesOf, type VendorPlace } from './place-model.js';
import { BATCH_PERCENT } from './price-sources.js';
import { schedulePrices } from './schedule-prices.js';

/** Models, their prices and what they can do, as one price list has them. */
export interface Catalogue {
  readonly list: PriceList;
  /**
   * What is known of a model; null: nothing, also not its price. A dated version is priced as the
   * model it is a version of, unless it is listed on its own.
   * @param type provider type
   * @param modelId the name the provider knows it by
   * @param baseUrl the vendor behind an openai-compatible provider is known by it
   */
  findModelFacts(type: string, modelId: string, baseUrl?: string): ModelFacts | null;
  /** The models to call at a provider, by the names it knows them by. */
  listModelIds(type: string, baseUrl?: string): readonly string[];
  /** Every vendor of the list, whether or not there is a provider for it. */
  vendors(): readonly CatalogueVendor[];
}

export interface CatalogueVendor {
  id: string;
  modelIds: readonly string[];
  findModelFacts(modelId: string): ModelFacts | null;
}

const SANDBOX = { id: 'sandbox', api: 'sandbox:', models: SANDBOX_MODELS.map(pricedModelOf) };

/**
 * Prepares a price list for look-ups. A vendor is indexed when it is first asked for.
 * @param now milliseconds since the epoch: some prices depend on the date or the hour
 */
export function createCatalogue(list: PriceList, now: () => number): Catalogue {
  const indexes = new Map(
    [...list.vendors, SANDBOX].map((vendor) => [vendor.id, once(() => indexVendor(vendor))]),
  );
  const indexOf = (vendor: string): VendorIndex | undefined => indexes.get(vendor)?.();
  const placed = new Map<string, readonly VendorPlace[]>();
  const places = (type: string, baseUrl = ''): readonly VendorPlace[] =>
    remember(placed, `${type} ${baseUrl}`, () => placesOf(type, baseUrl, list));
  const listed = new Map<string, readonly string[]>();

  const findIn = (vendor: string, name: string): ModelFacts | null => {
    const index = indexOf(vendor);
    if (!index) return null;
    const sellers = [index, ...(index.vendor.fallback ?? []).map(indexOf)];
    for (const version of namesOfVersion(name))
      for (const seller of sellers) {
        const model = seller?.find(version);
        if (model) return factsOf(model, seller!.vendor.id, name);
      }
    return null;
  };

  const factsOf = (model: PricedModel, vendor: string, name: string): ModelFacts => {
    const { context, maxOutput, capabilities } = knownFacts(vendor, namesOfVersion(name));
    const priceAt = schedulePrices(model.prices);
    return {
      get price() {
        return priceAt(now());
      },
      priceOrigin: { source: 'catalogue', date: list.date },
      context: context ?? model.context ?? null,
      batchPercent: BATCH_PERCENT[vendor],
      ...{ maxOutput, capabilities },
    };
  };

  return {
    list,
    findModelFacts(type, modelId, baseUrl) {
      for (const { vendor, listName } of places(type, baseUrl)) {
        const name = listName(modelId);
        const facts = name === null ? null : findIn(vendor, name);
        if (facts) return facts;
      }
      return null;
    },
    listModelIds: (type, baseUrl = '') =>
      remember(listed, `${type} ${baseUrl}`, () =>
        places(type, baseUrl).flatMap(({ vendor, providerName }) =>
          (indexOf(vendor)?.modelIds ?? []).flatMap((id) => providerName(id) ?? []),
        ),
      ),
    vendors: () =>
      list.vendors.map(({ id }) => ({
        id,
        modelIds: indexOf(id)!.modelIds,
        findModelFacts: (modelId) => findIn(id, modelId),
      })),
  };
}

function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

/** Answers from memory; there are as many keys as providers configured. */
function remember<Value>(memory: Map<string, Value>, key: string, make: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = make();
  memory.set(key, value);
  return value;
}
