import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles the bench like any package; it is no part of the product's build. */
export function compileBench(root) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build-package.mjs')], {
    cwd: join(root, 'bench'),
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
