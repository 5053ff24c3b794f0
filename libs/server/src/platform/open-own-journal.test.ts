import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { OpenJournalOptions } from '@weighbridge/stores/journal/open-journal';
import { openOwnJournal } from './open-own-journal.js';

test('a journal is refused while another has it, is open to its owner alone, and free when closed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-own-journal-'));
  const arrived = Promise.resolve();
  const shipping = {
    ...{ quarantined: 0, status: () => [], wake: () => undefined },
    ...{ reached: () => new Promise<void>(() => undefined), finish: () => arrived },
  };
  const options: OpenJournalOptions = {
    ...{ dataDir, sync: 'process', startShipping: () => shipping, log: () => undefined },
    dataSource: null as never, // asked only for the leases of boots that were shipped
  };
  const first = await openOwnJournal(options);
  expect((await stat(join(dataDir, 'journal'))).mode & 0o777).toBe(0o700);
  await expect(openOwnJournal(options)).rejects.toThrow(`process ${process.pid}`);
  await first.close();
  await (await openOwnJournal(options)).close();
  await rm(dataDir, { recursive: true });
});
