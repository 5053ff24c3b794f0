import { BUILT_IN_CATALOGUE } from '@weighbridge/gateway/catalogue/built-in-catalogue';
import { findAdapter } from '@weighbridge/gateway/providers/registry';
import type { VendorKnowledge } from '@weighbridge/gateway/routing/vendor-knowledge';

/** The built providers and the catalogue, as the snapshot asks for them. */
export const VENDOR_KNOWLEDGE: VendorKnowledge = {
  findAdapter: (type) => findAdapter(type) ?? undefined,
  findModelFacts: BUILT_IN_CATALOGUE.findModelFacts,
  listModelIds: BUILT_IN_CATALOGUE.listModelIds,
};
