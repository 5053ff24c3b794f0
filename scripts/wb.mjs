// npm run wb -- <command>: prepares the checkout, then runs the command line in this process.
import { load, prepare } from './prepare/prepare.mjs';

await prepare();
const { main } = await load('apps/standalone/dist/cli/main.js');
await main(process.argv.slice(2));
