// `npm run bench`: compiles the bench (like any package) and runs it against the built product.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = (path) => fileURLToPath(new URL(path, import.meta.url));

for (const folder of ['../libs/testing', '../bench']) {
  const { status } = spawnSync(process.execPath, [script('build-package.mjs')], {
    cwd: script(folder),
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}

const { USAGE } = await import('../bench/dist/options.js');
if (process.argv.includes('--help')) {
  console.log(USAGE);
} else {
  const { runBench } = await import('../bench/dist/main.js');
  try {
    await runBench(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
