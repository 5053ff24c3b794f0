import type { Price, ProviderModel } from '@weighbridge/contracts/config/provider';
import type { ModelFacts, ModelPrice } from './model-facts.js';
import { readPricePeriod } from './read-price-period.js';

const NO_FACTS: ModelFacts = { price: null, context: null, maxOutput: null, capabilities: null };

/** What the configuration declares wins over the catalogue, fact by fact; a price as a whole. */
export function overlayFacts(
  known: ModelFacts | null,
  declared: ProviderModel | undefined,
): ModelFacts {
  if (!declared) return known ?? NO_FACTS;
  const own = declared.price && readDeclaredPrice(declared.price);
  return {
    get price() {
      return own ?? known?.price ?? null;
    },
    priceOrigin: own ? { source: 'operator', date: null } : known?.priceOrigin,
    batchPercent: own ? undefined : known?.batchPercent,
    context: declared.context ?? known?.context ?? null,
    maxOutput: declared.max_output ?? known?.maxOutput ?? null,
    capabilities: declared.capabilities ?? known?.capabilities ?? null,
  };
}

/** A declared price says all that is paid: a side it does not name costs nothing. */
function readDeclaredPrice({ request, ...tokens }: Price): ModelPrice | null {
  return readPricePeriod({
    tokens: { input: '0', ...tokens },
    ...(request !== undefined && { units: { request } }),
  });
}
