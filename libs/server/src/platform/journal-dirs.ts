import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Seat } from './open-shared.js';

const WORKERS = 'workers';

/** The first process keeps its journal in the data directory itself, as one that is alone does. */
export const journalDirOf = (dataDir: string, seat: Seat | undefined): string =>
  seat && seat.index > 0 ? join(dataDir, WORKERS, String(seat.index)) : dataDir;

/** Where processes other than the first kept journals, now or before, by their index. */
export function findWorkerDirs(dataDir: string): { index: number; dir: string }[] {
  const folder = join(dataDir, WORKERS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => ({ index: Number(name), dir: join(folder, name) }));
}
