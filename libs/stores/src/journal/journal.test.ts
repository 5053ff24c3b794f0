import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  sampleIntent,
  sampleRequest,
  sampleSettle,
} from '@weighbridge/testing/records/sample-records';
import { readSpanRowId } from '../clickhouse/span-row.js';
import { decodeSettle } from './encode-records.js';
import { Journal, type JournalSync } from './journal.js';
import { readFoundJournal } from './journal-folder.js';
import { JournalTail } from './journal-tail.js';
import { RECORD_KINDS } from './record-format.js';
import { listSegments, segmentPath } from './segment-files.js';
import { verifyJournal } from './verify-journal.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wb-journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (
  options: { boot?: string; sync?: JournalSync; segmentBytes?: number } = {},
): Journal =>
  new Journal({
    folder,
    node: 'node_1',
    boot: options.boot ?? 'boot_1',
    sync: options.sync ?? 'process',
    firstSegment: (listSegments(folder).at(-1) ?? 0) + 1,
    segmentBytes: options.segmentBytes,
  });

/** Appends settles one turn after another, so that each is a write of its own. */
async function appendSettles(journal: Journal, count: number): Promise<void> {
  for (let index = 1; index <= count; index++)
    await journal.appendSettle(sampleSettle({ requestId: `req_${index}` }));
}

async function readAll(journal: Journal): Promise<{ kind: number; id: string }[]> {
  const tail = new JournalTail(folder, { segment: 1, offset: 0 }, () => journal.position);
  const found: { kind: number; id: string }[] = [];
  while (
    await tail.read(({ kind, payload }) => {
      if (kind === RECORD_KINDS.settle) found.push({ kind, id: decodeSettle(payload).requestId });
      if (kind === RECORD_KINDS.request) found.push({ kind, id: readSpanRowId(payload) });
    })
  );
  await tail.close();
  return found;
}

test.each<JournalSync>(['process', 'disk'])(
  'with sync %s an acknowledged record is in the file, in the order of appending',
  async (sync) => {
    const journal = open({ sync });
    await Promise.all([
      journal.appendSettle(sampleSettle({ requestId: 'first' })),
      journal.appendRequest(sampleRequest({ id: 'second' })),
    ]);
    expect(await readAll(journal)).toEqual([
      { kind: RECORD_KINDS.settle, id: 'first' },
      { kind: RECORD_KINDS.request, id: 'second' },
    ]);
    await journal.close();
  },
);

test('records of one turn share a promise, records of the next do not', async () => {
  const journal = open();
  const first = journal.appendSettle(sampleSettle());
  expect(journal.appendRequest(sampleRequest())).toBe(first);
  await first;
  expect(journal.appendSettle(sampleSettle())).not.toBe(first);
  await journal.close();
});

test('a settle comes back with its money exact', async () => {
  const journal = open();
  const budgets = [{ budgetId: 'b', epoch: 1_790_000_000_000, held: 2n ** 62n }];
  const settle = sampleSettle({ cost: 9_007_199_254_740_993n, budgets });
  await journal.appendSettle(settle);
  const tail = new JournalTail(folder, { segment: 1, offset: 0 }, () => journal.position);
  const read: unknown[] = [];
  await tail.read(({ kind, payload }) => {
    if (kind === RECORD_KINDS.settle) read.push(decodeSettle(payload));
  });
  expect(read).toEqual([{ ...settle, boot: null }]);
  await tail.close();
  await journal.close();
});

test('segments rotate, and reading goes on across them', async () => {
  const journal = open({ segmentBytes: 1_000 });
  await appendSettles(journal, 10);
  await journal.close();
  expect(listSegments(folder).length).toBeGreaterThan(2);
  expect((await readAll(journal)).map(({ id }) => id)).toEqual(
    Array.from({ length: 10 }, (_, index) => `req_${index + 1}`),
  );
  expect(await verifyJournal(folder)).toMatchObject({ valid: true, boots: 1, faults: [] });
});

test('a body larger than a read comes back whole', async () => {
  const journal = open();
  await journal.appendRequest(sampleRequest({ id: 'large', body: 'ü'.repeat(3_000_000) }));
  await journal.appendSettle(sampleSettle({ requestId: 'after' }));
  expect((await readAll(journal)).map(({ id }) => id)).toEqual(['large', 'after']);
  await journal.close();
});

test('a torn tail is cut off and counted, and what was before it stays', async () => {
  const journal = open();
  await appendSettles(journal, 3);
  await journal.close();
  const path = segmentPath(folder, 1);
  const whole = (await readFile(path)).length;
  await truncate(path, whole - 5);
  const found = await readFoundJournal(folder);
  expect(found.tornBytes).toBeGreaterThan(0);
  expect(await verifyJournal(folder)).toMatchObject({ valid: true, records: 3, tornBytes: 0 });
  expect(await readFoundJournal(folder)).toMatchObject({ tornBytes: 0, nextSegment: 2 });
});

test('bytes that were never a record are torn too', async () => {
  const journal = open();
  await appendSettles(journal, 2);
  await journal.close();
  await appendFile(segmentPath(folder, 1), Buffer.alloc(100));
  expect(await verifyJournal(folder)).toMatchObject({ valid: true, records: 3, tornBytes: 100 });
});

test('a changed byte is a fault, and the records after it are still read', async () => {
  const journal = open();
  await appendSettles(journal, 4);
  await journal.close();
  const path = segmentPath(folder, 1);
  const bytes = await readFile(path);
  bytes[bytes.indexOf('req_2')] = 0x58;
  await writeFile(path, bytes);
  const report = await verifyJournal(folder);
  expect(report.faults.map(({ kind }) => kind).sort()).toEqual(['damaged', 'gap']);
  expect((await readAll(journal)).map(({ id }) => id)).toEqual(['req_1', 'req_3', 'req_4']);
});

test('a missing segment is a gap', async () => {
  const journal = open({ segmentBytes: 1_000 });
  await appendSettles(journal, 10);
  await journal.close();
  await rm(segmentPath(folder, 2));
  expect((await readAll(journal)).map(({ id }) => id)).toContain('req_10');
  expect((await verifyJournal(folder)).faults).toMatchObject([{ segment: 3, kind: 'gap' }]);
});

test('a journal that cannot write rejects, admits nothing, and leaves no trace', async () => {
  const journal = open();
  await appendSettles(journal, 1);
  await journal.close();
  await expect(journal.appendSettle(sampleSettle())).rejects.toMatchObject({
    code: 'store_unavailable',
    status: 503,
  });
  expect(journal.accepting).toBe(false);
  expect(await verifyJournal(folder)).toMatchObject({ valid: true });
});

test('a record that cannot be encoded is refused, and those before and behind it are whole', async () => {
  const journal = open();
  const before = journal.appendSettle(sampleSettle({ requestId: 'before' }));
  const tooDear = sampleRequest({ id: 'too dear', cost: 2n ** 70n });
  await expect(journal.appendRequest(tooDear)).rejects.toMatchObject({ code: 'store_unavailable' });
  await Promise.all([before, journal.appendRequest(sampleRequest({ id: 'behind' }))]);
  expect(await readAll(journal)).toEqual([
    { kind: RECORD_KINDS.settle, id: 'before' },
    { kind: RECORD_KINDS.request, id: 'behind' },
  ]);
  await journal.close();
  expect(await verifyJournal(folder)).toMatchObject({ valid: true, tornBytes: 0 });
});

test('the segment of an attempt that is not settled is still needed', async () => {
  const journal = open({ segmentBytes: 1_000 });
  await journal.appendIntent(sampleIntent({ requestId: 'slow' }));
  await appendSettles(journal, 10);
  expect(journal.openAttempts.oldestSegment()).toBe(1);
  await journal.appendSettle(sampleSettle({ requestId: 'slow' }));
  expect(journal.openAttempts.oldestSegment()).toBe(Number.POSITIVE_INFINITY);
  await journal.close();
});

test('recovery charges the extended hold and forgets what was settled and shown', async () => {
  const journal = open();
  await journal.appendIntent(sampleIntent({ requestId: 'done' }));
  await journal.appendIntent(sampleIntent({ requestId: 'cut', hold: 10n }));
  await journal.appendExtend({ requestId: 'cut', attempt: 1, hold: 50n, budgets: [] });
  await journal.appendSettle(sampleSettle({ requestId: 'done' }));
  await journal.appendRequest(sampleRequest({ id: 'done' }));
  await journal.close();
  const { recovery } = await readFoundJournal(folder);
  expect(recovery.settles(5)).toMatchObject([
    { boot: 'boot_1', settle: { requestId: 'cut', cost: 50n, outcome: 'unknown', settledAt: 5 } },
  ]);
  expect(recovery.requests()).toMatchObject([{ id: 'cut', status: 'interrupted', cost: 50n }]);
});
