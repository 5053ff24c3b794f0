// `npm run bench`: prepares the checkout, compiles the bench like any package, and runs it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { load, prepare, ROOT } from './prepare/prepare.mjs';

await prepare();
const compile = [join(ROOT, 'scripts/build-package.mjs')];
const { status } = spawnSync(process.execPath, compile, {
  cwd: join(ROOT, 'bench'),
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);

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
