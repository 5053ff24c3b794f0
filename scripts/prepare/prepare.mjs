import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build.mjs';
import { checkNode } from './check-node.mjs';
import { install, isInstalled } from './install.mjs';
import { say } from './run-step.mjs';
import { withLock } from './with-lock.mjs';

/** The repository, whatever folder we are called from. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Makes the checkout runnable: checks Node.js, installs and builds what is missing or outdated.
 * Costs some 30 ms when there is nothing to do; progress goes to standard error. A failure is
 * explained and ends the process with exit code 1.
 */
export async function prepare() {
  checkNode();
  try {
    if (isInstalled(ROOT) && isBuilt(ROOT)) return;
    await withLock(ROOT, async () => {
      if (!isInstalled(ROOT)) await install(ROOT);
      if (!isBuilt(ROOT)) await build(ROOT);
    });
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
}

/** Loads a built file of the application into this process, so that signals reach it directly. */
export function load(path) {
  return import(new URL(path, new URL('../../', import.meta.url)).href);
}
