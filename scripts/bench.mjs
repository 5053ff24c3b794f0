// `npm run bench`: prepares the checkout, compiles the bench like any package, and runs it.
import { compileBench } from './prepare/compile-bench.mjs';
import { load, prepare, ROOT } from './prepare/prepare.mjs';

await prepare();
compileBench(ROOT);

const { USAGE } = await load('bench/dist/options.js');
if (process.argv.includes('--help')) {
  console.log(USAGE);
} else {
  const { runBench } = await load('bench/dist/main.js');
  try {
    await runBench(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
