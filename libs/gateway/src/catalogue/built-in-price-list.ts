import { readFileSync } from 'node:fs';
import type { PriceList } from '@weighbridge/contracts/catalogue/price-list';

/** The price list that this version comes with. A test holds it against its schema and its source. */
export const builtInPriceList = (): PriceList =>
  JSON.parse(
    readFileSync(new URL('./data/prices.generated.json', import.meta.url), 'utf8'),
  ) as PriceList;
