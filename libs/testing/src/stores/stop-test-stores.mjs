import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STOPPED_WITHIN_MS = 20_000;

/** Jest's global teardown: ends the stores of this run, if a test asked for them, and waits for it. */
export default async function stopTestStores() {
  const folder = join(tmpdir(), `weighbridge-test-${process.pid}`);
  const keeper = Number(await readFile(join(folder, 'keeper.pid'), 'utf8').catch(() => ''));
  if (!keeper) return;
  const deadline = performance.now() + STOPPED_WITHIN_MS;
  try {
    process.kill(keeper, 'SIGTERM');
    while (performance.now() < deadline) {
      process.kill(keeper, 0);
      await sleep(20);
    }
  } catch {
    // It is gone, which is the aim.
  }
}
