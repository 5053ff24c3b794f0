// npm start: prepares the checkout, then runs the product in this process.
import { load, prepare, ROOT } from './prepare/prepare.mjs';

await prepare();
const { main } = await load('apps/standalone/dist/main.js');
await main(process.argv.slice(2), ROOT);
