import type { OpenedJournal, OpenJournalOptions } from '@weighbridge/stores/journal/open-journal';
import { findWorkerDirs } from './journal-dirs.js';
import { openOwnJournal } from './open-own-journal.js';
import type { Seat } from './open-shared.js';

/**
 * Ships what workers wrote that are not started any more: there were more of them when the data
 * directory was used last. Only the first process does it.
 */
export async function shipLeftovers(
  dataDir: string,
  seat: Seat | undefined,
  options: Omit<OpenJournalOptions, 'dataDir'>,
): Promise<{ close(): Promise<void> }> {
  const journals: OpenedJournal[] = [];
  if ((seat?.index ?? 0) === 0)
    for (const { index, dir } of findWorkerDirs(dataDir))
      if (index >= (seat?.of ?? 1))
        journals.push(await openOwnJournal({ ...options, dataDir: dir }));
  return {
    async close() {
      await Promise.all(journals.map((journal) => journal.close()));
    },
  };
}
