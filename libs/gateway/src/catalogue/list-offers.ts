import { PROVIDER_TYPES } from '@weighbridge/contracts/config/provider';
import type { Catalogue } from './create-catalogue.js';
import type { ModelFacts } from './model-facts.js';
import { isSoldByType } from './price-sources.js';

/** A model of the catalogue, as a provider of that name would offer it. */
export interface CatalogueOffer {
  /** A provider type; for vendors without one, their name in the price list. */
  provider: string;
  model: string;
  /** False: there is no type for this vendor; it is called as openai-compatible. */
  hasType: boolean;
  facts(): ModelFacts | null;
}

/** Everything in the catalogue, provider types first. */
export function listOffers(catalogue: Catalogue): CatalogueOffer[] {
  const ofTypes = PROVIDER_TYPES.flatMap((provider) =>
    catalogue.listModelIds(provider).map((model) => ({
      ...{ provider, model, hasType: true },
      facts: () => catalogue.findModelFacts(provider, model),
    })),
  );
  const ofOthers = catalogue
    .vendors()
    .filter(({ id }) => !isSoldByType(id))
    .flatMap(({ id, modelIds, findModelFacts }) =>
      modelIds.map((model) => ({
        ...{ provider: id, model, hasType: false },
        facts: () => findModelFacts(model),
      })),
    );
  return [...ofTypes, ...ofOthers];
}
