import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sampleRequest, sampleSettle } from '@weighbridge/testing/records/sample-records';
import { type OpenedJournal, openJournal } from '../open-journal.js';
import { useRealStores } from '../real-stores.fixture.js';
import { shipInOwnProcess } from './ship-in-own-process.js';

/** The build that `npm test` has made: a child process runs plain JavaScript. */
const PROGRAM = fileURLToPath(
  new URL('../../../dist/journal/shipping/shipping-process.js', import.meta.url),
);

const stores = useRealStores();
let dataDir: string;
let lines: string[];
let opened: OpenedJournal;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wb-shipping-'));
  await mkdir(join(dataDir, 'journal'));
  lines = [];
  opened = await openJournal({
    ...{ dataDir, sync: 'process', dataSource: stores.dataSource },
    startShipping: shipInOwnProcess({ ...stores, program: PROGRAM }),
    log: (line) => lines.push(line),
  });
});

afterEach(() => rm(dataDir, { recursive: true }));

/** The shipping process of this test: its argument is the journal's folder. */
function findShippingProcess(): number {
  const found = execFileSync('pgrep', ['-f', `shipping-process.js ${dataDir}`], {
    encoding: 'utf8',
  });
  return Number(found.trim());
}

async function append(requestId: string): Promise<void> {
  await opened.journal.appendSettle(sampleSettle({ requestId }));
  await opened.journal.appendRequest(sampleRequest({ id: requestId }));
}

const countInLedger = async (requestId: string): Promise<number> =>
  (await stores.dataSource.query(`SELECT 1 FROM ledger WHERE request_id = $1`, [requestId])).length;

test('the process beside ships what is appended, and the status says so', async () => {
  await append('req_beside');
  await opened.shipped();
  expect(await countInLedger('req_beside')).toBe(1);
  expect(opened.status()).toMatchObject({ pendingRecords: 0, delayed: false, quarantined: 0 });
  await opened.close();
});

test('a shipping process that was killed is started again and leaves nothing out', async () => {
  await append('req_before_kill');
  await opened.shipped();
  process.kill(findShippingProcess(), 'SIGKILL');
  await append('req_after_kill');
  await opened.shipped();
  expect(await countInLedger('req_before_kill')).toBe(1);
  expect(await countInLedger('req_after_kill')).toBe(1);
  expect(lines).toEqual(['the shipping process ended; starting it again']);
  await opened.close();
});

test('closing ships what is left at once and ends the process', async () => {
  const processId = findShippingProcess();
  await append('req_at_the_end');
  await opened.close();
  expect(await countInLedger('req_at_the_end')).toBe(1);
  expect(() => process.kill(processId, 0)).toThrow('ESRCH');
});
