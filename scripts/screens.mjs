// `npm run screens`: prepares the checkout, starts the product on sandbox data, and writes pictures
// of every page of the console to docs/screens/.
import { join } from 'node:path';
import { load, prepare, ROOT } from './prepare/prepare.mjs';

await prepare();
const { writeScreens } = await load('libs/testing/dist/browser/screens/write-screens.js');
try {
  await writeScreens(join(ROOT, 'docs/screens'), (line) => console.log(line));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
