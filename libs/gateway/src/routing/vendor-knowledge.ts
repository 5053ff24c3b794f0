import type { ProviderType } from '@weighbridge/contracts/config/provider';
import type { ModelFacts } from '../catalogue/model-facts.js';
import type { ProviderAdapter } from '../providers/provider-adapter.js';

/** What the snapshot asks of the provider registry and the catalogue. */
export interface VendorKnowledge {
  /** Undefined: this type is named in the contract and not built yet. */
  findAdapter(type: ProviderType): ProviderAdapter | undefined;
  /** Null: the catalogue does not know the model. */
  findModelFacts(type: ProviderType, modelId: string, baseUrl?: string): ModelFacts | null;
  /** The catalogue's models of a type: what a provider offers that declares none. */
  listModelIds(type: ProviderType, baseUrl?: string): readonly string[];
}
