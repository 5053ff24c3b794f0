import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type {
  ThrowawayStores,
  ThrowawayTask,
} from '@weighbridge/stores/embedded/throwaway/throwaway-task';
import { compileSources } from './compile-sources.js';
import { runFolder } from './run-folder.js';

const READY_WITHIN_MS = 60_000;

/** The embedded stores' sources beside this package. */
const EMBEDDED = join(dirname(fileURLToPath(import.meta.url)), '../../../stores/src/embedded');

/** Compiles the embedded stores' processes. @returns the folder of the compiled files */
export function compileEmbedded(): Promise<string> {
  return compileSources(EMBEDDED);
}

/** Starts the process that keeps the stores; it ends with the test run. */
async function startKeeper(folder: string, owner: number): Promise<void> {
  const task: ThrowawayTask = { folder, owner };
  const log = await open(join(folder, 'keeper.log'), 'a', 0o600);
  const compiled = await compileEmbedded();
  const keeper = spawn(
    process.execPath,
    [join(compiled, 'throwaway/throwaway-process.js'), JSON.stringify(task)],
    { detached: true, cwd: '/', stdio: ['ignore', log.fd, log.fd] },
  );
  keeper.unref();
  await log.close();
  const file = await open(join(folder, 'keeper.pid'), 'w');
  await file.writeFile(`${keeper.pid}`);
  await file.close();
}

/**
 * The stores of this test run: one Postgres and one ClickHouse engine for all its test files,
 * started by the first that asks and stopped when the run ends.
 * @throws with the keeper's log when they do not start
 */
export async function startTestStores(): Promise<ThrowawayStores> {
  const owner = globalThis.weighbridgeTestRun;
  const folder = runFolder(owner);
  // Creating the folder is the claim: exactly one test file succeeds.
  const first = await mkdir(folder, { mode: 0o711 }).then(
    () => true,
    () => false,
  );
  if (first) await startKeeper(folder, owner);
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const text = await readFile(join(folder, 'stores.json'), 'utf8').catch(() => undefined);
    if (text) return JSON.parse(text);
    if (performance.now() > deadline) {
      const log = await readFile(join(folder, 'keeper.log'), 'utf8').catch(() => '');
      throw new Error(`the test stores did not start\n${log}`);
    }
    await sleep(25);
  }
}
