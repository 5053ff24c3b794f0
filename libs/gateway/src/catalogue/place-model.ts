import type { ProviderType } from '@weighbridge/contracts/config/provider';
import type { PriceList } from '@weighbridge/contracts/catalogue/price-list';
import { PRICE_SOURCES, type PriceSource } from './price-sources.js';

/** A vendor of the price list, and how its models are called at a provider. */
export interface VendorPlace {
  vendor: string;
  /** What a provider's model is called in the list; null: it is not of this vendor. */
  listName(modelId: string): string | null;
  /** What a model of the list is called at the provider; null: it is not sold there. */
  providerName(listed: string): string | null;
}

const NOWHERE: PriceSource = { kind: 'none' };

/** The vendors of the list whose models a provider of this type offers. */
export function placesOf(
  type: string,
  baseUrl: string | undefined,
  list: PriceList,
): readonly VendorPlace[] {
  const source = PRICE_SOURCES[type as ProviderType] ?? NOWHERE;
  switch (source.kind) {
    case 'vendor':
      return [wholeVendor(source.vendor, source.only)];
    case 'address': {
      const vendor = baseUrl && list.vendors.find(({ api }) => isAt(baseUrl, api));
      return vendor ? [wholeVendor(vendor.id)] : [];
    }
    case 'host':
      return list.vendors
        .filter(({ id }) => id.startsWith(source.prefix))
        .map(({ id }) => hostedBy(id, `:${id.slice(source.prefix.length)}`));
    case 'none':
      return [];
  }
}

const wholeVendor = (vendor: string, only?: RegExp): VendorPlace => ({
  vendor,
  listName: (modelId) => modelId,
  providerName: (listed) => (only && !only.test(listed) ? null : listed),
});

const hostedBy = (vendor: string, suffix: string): VendorPlace => ({
  vendor,
  listName: (modelId) => (modelId.endsWith(suffix) ? modelId.slice(0, -suffix.length) : null),
  providerName: (listed) => `${listed}${suffix}`,
});

const isAt = (baseUrl: string, api: string): boolean => new RegExp(`^(?:${api})`).test(baseUrl);
