import type { Catalogue } from '@weighbridge/gateway/catalogue/create-catalogue';
import { listOffers } from '@weighbridge/gateway/catalogue/list-offers';
import { overlayFacts } from '@weighbridge/gateway/catalogue/overlay-facts';
import { presentModelFacts } from '@weighbridge/gateway/catalogue/present-model';
import type { KnownModel, ModelDirectory } from '@weighbridge/govern/resources/list-models';

/** The catalogue as the admin API lists it. */
export function createModelDirectory(catalogue: () => Catalogue): ModelDirectory {
  return {
    offeredBy({ type, base_url, models }) {
      const { findModelFacts, listModelIds } = catalogue();
      const known = (model: string) => findModelFacts(type, model, base_url);
      if (!models)
        return listModelIds(type, base_url).map(
          (model): KnownModel => ({
            model,
            facts: () => presentModelFacts(known(model)),
          }),
        );
      return models.map((declared) => ({
        model: declared.id,
        facts: () => presentModelFacts(overlayFacts(known(declared.id), declared)),
      }));
    },
    catalogue: () =>
      listOffers(catalogue()).map(({ facts, ...offer }) => ({
        ...offer,
        facts: () => presentModelFacts(facts()),
      })),
  };
}
