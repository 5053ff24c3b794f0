import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  openJournal,
  type OpenedJournal,
  type OpenJournalOptions,
} from '@weighbridge/stores/journal/open-journal';
import type { Seat } from './open-shared.js';

const WORKERS = 'workers';

/** The first process keeps its journal in the data directory itself, as one that is alone does. */
export const journalDirOf = (dataDir: string, seat: Seat | undefined): string =>
  seat && seat.index > 0 ? join(dataDir, WORKERS, String(seat.index)) : dataDir;

/**
 * Ships what workers wrote that are not started any more: there were more of them when the data
 * directory was used last. Only the first process does it.
 */
export async function shipLeftovers(
  dataDir: string,
  seat: Seat | undefined,
  options: Omit<OpenJournalOptions, 'dataDir'>,
): Promise<{ close(): Promise<void> }> {
  const folder = join(dataDir, WORKERS);
  const journals: OpenedJournal[] = [];
  if ((seat?.index ?? 0) === 0 && existsSync(folder))
    for (const name of readdirSync(folder))
      if (Number(name) >= (seat?.of ?? 1))
        journals.push(await openJournal({ ...options, dataDir: join(folder, name) }));
  return {
    async close() {
      await Promise.all(journals.map((journal) => journal.close()));
    },
  };
}
