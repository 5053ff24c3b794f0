// `npm run demo`: prepares the checkout, then shows a running instance at work.
import { environment } from './prepare/environment.mjs';
import { load, prepare, ROOT } from './prepare/prepare.mjs';

await prepare();
const { runDemo } = await load('apps/standalone/dist/demo/main.js');
try {
  await runDemo(environment, ROOT, (line) => console.log(line));
} catch (error) {
  console.error(`demo: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
