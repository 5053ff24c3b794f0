import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sampleSettle } from '@weighbridge/testing/records/sample-records';
import type { Destination } from './destination.js';
import { decodeSettle } from './encode-records.js';
import { Journal } from './journal.js';
import { JournalTail } from './journal-tail.js';
import { PositionFile } from './position-file.js';
import { RECORD_KINDS } from './record-format.js';
import { sendInHalves } from './send-in-halves.js';
import { Shipper } from './shipper.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wb-shipper-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A store that refuses the first sends. */
function destinationThatFails(times: number) {
  const taken: string[] = [];
  const waiting: string[] = [];
  let failures = times;
  const destination: Destination = {
    name: 'ledger',
    gatherMs: 1,
    full: false,
    add: ({ kind, payload }) => {
      if (kind === RECORD_KINDS.settle) waiting.push(decodeSettle(payload).requestId);
    },
    send: async () => {
      if (failures-- > 0) throw new Error('away');
      taken.push(...waiting.splice(0));
    },
  };
  return { destination, taken };
}

function ship(destination: Destination, journal: Journal, lines: string[]): Shipper {
  const positions = new PositionFile(folder);
  const start = positions.get(destination.name) ?? { segment: 1, offset: 0 };
  const shipper = new Shipper({
    tail: new JournalTail(folder, start, () => journal.position),
    ...{ destination, positions, boot: 'b', appended: () => journal.records },
    log: (line) => lines.push(line),
  });
  shipper.start();
  return shipper;
}

test('what a store could not take is sent until it does, and its return is told once', async () => {
  const journal = new Journal({ folder, node: 'n', boot: 'b', sync: 'process', firstSegment: 1 });
  await journal.appendSettle(sampleSettle({ requestId: 'one' }));
  const { destination, taken } = destinationThatFails(2);
  const lines: string[] = [];
  const shipper = ship(destination, journal, lines);
  await journal.appendSettle(sampleSettle({ requestId: 'two' }));
  shipper.wake();
  await shipper.reached(journal.position);
  expect(taken).toEqual(['one', 'two']);
  expect(lines).toEqual(['ledger takes no records: Error: away', 'ledger takes records again']);
  expect(shipper.status).toMatchObject({ pendingRecords: 0, delayed: false, failures: 0 });
  await shipper.stop();
  await journal.close();
});

test('a shipper goes on where the one before it stopped', async () => {
  const journal = new Journal({ folder, node: 'n', boot: 'b', sync: 'process', firstSegment: 1 });
  const first = destinationThatFails(0);
  const before = ship(first.destination, journal, []);
  await journal.appendSettle(sampleSettle({ requestId: 'one' }));
  before.wake();
  await before.reached(journal.position);
  await before.stop();
  await journal.appendSettle(sampleSettle({ requestId: 'two' }));
  const second = destinationThatFails(0);
  const after = ship(second.destination, journal, []);
  await after.drain(journal.position, 2_000);
  expect([first.taken, second.taken]).toEqual([['one'], ['two']]);
  await after.stop();
  await journal.close();
});

test('of a batch that is refused for good only the items at fault are set aside', async () => {
  const sent: number[] = [];
  const aside: number[] = [];
  const refusal = new Error('bad');
  const send = async (items: readonly number[]) => {
    if (items.some((item) => item % 5 === 0)) throw refusal;
    sent.push(...items);
  };
  const items = Array.from({ length: 12 }, (_, index) => index + 1);
  await sendInHalves(
    items,
    send,
    (error) => error === refusal,
    (item) => aside.push(item),
  );
  expect(aside).toEqual([5, 10]);
  expect(sent).toEqual(items.filter((item) => item % 5 !== 0));
});

test('a store that is only away has nothing set aside', async () => {
  const sending = sendInHalves(
    [1],
    () => Promise.reject(new Error('away')),
    () => false,
    () => {
      throw new Error('set aside');
    },
  );
  await expect(sending).rejects.toThrow('away');
});
