import { systemClock } from '@weighbridge/kernel/clock';
import { builtInPriceList } from './built-in-price-list.js';
import { createCatalogue } from './create-catalogue.js';

/** The catalogue that this version comes with, whatever prices an operator has applied since. */
export const BUILT_IN_CATALOGUE = createCatalogue(builtInPriceList(), () => systemClock.now());
