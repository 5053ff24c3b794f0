import { readFile } from 'node:fs/promises';
import { readCommandLine } from '../child/read-command-line.js';
import { endProcess } from '../child/wait-for-exit.js';
import type { StoreLog } from '../embedded-store.js';

/** In order, above the process's own limit for statements under way; then by force. */
export const ENGINE_STOP_STEPS = [
  { signal: 'SIGTERM', milliseconds: 10_000 },
  { signal: 'SIGKILL', milliseconds: 5_000 },
] as const;

/**
 * Stops an engine that a killed predecessor left on this data: it ends by itself when its supervisor
 * is gone, but finishes its statements first, and two must never write one directory.
 * @param processIdFile where the predecessor wrote the engine's process id
 * @param home a folder that only this engine's command line names
 */
export async function stopOrphanEngine(
  processIdFile: string,
  home: string,
  log: StoreLog,
): Promise<void> {
  const processId = Number(await readFile(processIdFile, 'utf8').catch(() => ''));
  if (!Number.isSafeInteger(processId) || processId <= 1) return;
  if (!(await readCommandLine(processId)).includes(home)) return;
  log(`stopping a ClickHouse engine that an earlier run left behind (process ${processId})`);
  await endProcess(processId, ENGINE_STOP_STEPS);
}
