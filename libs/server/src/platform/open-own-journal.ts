import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  openJournal,
  type OpenedJournal,
  type OpenJournalOptions,
} from '@weighbridge/stores/journal/open-journal';
import { lockDataDir } from '../instance/lock-data-dir.js';

/**
 * Opens a journal for this process alone. The lock on the data directory does not say so much: a process
 * whose supervisor was killed may be too busy to have seen it.
 * @throws StopError while another process has it
 */
export async function openOwnJournal(options: OpenJournalOptions): Promise<OpenedJournal> {
  const folder = join(options.dataDir, 'journal');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockDataDir(folder);
  try {
    const opened = await openJournal(options);
    return {
      ...opened,
      async close() {
        await opened.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
