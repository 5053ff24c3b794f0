// Writes the catalogue's price list anew from the installed @pydantic/genai-prices. Build first:
// `npm run build && node libs/gateway/scripts/generate-price-list.mjs`. A test says when the file is out of step.
import { readFile, writeFile } from 'node:fs/promises';
import { waitForUpdate } from '@pydantic/genai-prices';
import { convertPriceList } from '../dist/catalogue/genai-prices/convert-price-list.js';
import { writePriceList } from '../dist/catalogue/write-price-list.js';

const PACKAGE = '@pydantic/genai-prices';
/** When version 0.1.8 was published: the package itself carries no date. */
const PUBLISHED = '2026-09-23';

const manifest = new URL(`../../../node_modules/${PACKAGE}/package.json`, import.meta.url);
const { version } = JSON.parse(await readFile(manifest, 'utf8'));
// The array itself is not exported; without an update running this promise is of the bundled data.
const list = convertPriceList(await waitForUpdate(), {
  source: `${PACKAGE} ${version}`,
  date: PUBLISHED,
});
const target = new URL('../src/catalogue/data/prices.generated.json', import.meta.url);
await writeFile(target, writePriceList(list));
