import {
  findModelFacts,
  listCatalogueModels,
} from '@weighbridge/gateway/catalogue/find-model-facts';
import { findAdapter } from '@weighbridge/gateway/providers/registry';
import type { VendorKnowledge } from '@weighbridge/gateway/routing/vendor-knowledge';

/** The built providers and the catalogue, as the snapshot asks for them. */
export const VENDOR_KNOWLEDGE: VendorKnowledge = {
  findAdapter: (type) => findAdapter(type) ?? undefined,
  findModelFacts,
  listModelIds: listCatalogueModels,
};
