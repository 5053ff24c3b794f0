import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { ClickHouse } from '../clickhouse/open-clickhouse.js';
import type { NodeIdentity } from '../postgres/ledger/node-identity.js';
import { releaseDeadLeases } from '../postgres/ledger/release-dead-leases.js';
import type { Destination } from './destination.js';
import { SegmentDiscard } from './discard-segments.js';
import { type FoundJournal, identifyNode, readFoundJournal } from './journal-folder.js';
import { Journal, type JournalPosition, type JournalSync } from './journal.js';
import { JournalTail } from './journal-tail.js';
import { PositionFile } from './position-file.js';
import { Quarantine } from './quarantine.js';
import { LedgerDestination } from './ship-ledger.js';
import { TelemetryDestination } from './ship-telemetry.js';
import { Shipper, type ShipperStatus } from './shipper.js';

const SPACE_CHECK_MS = 5_000;
const DISCARD_MS = 30_000;
const RELEASE_RETRY_MS = 2_000;
const DRAIN_MS = 5_000;

export interface OpenJournalOptions {
  /** The journal lives in its folder `journal`. */
  dataDir: string;
  sync: JournalSync;
  dataSource: DataSource;
  clickhouse: ClickHouse;
  log: (line: string) => void;
}

export interface JournalStatus {
  shippers: ShipperStatus[];
  /** Records of this boot that some store does not have yet. */
  pendingRecords: number;
  /** True when any store lags so far that its readers must be told. */
  delayed: boolean;
  accepting: boolean;
  /** Records set aside since the start because a store refuses them for good. */
  quarantined: number;
  /** What the last boot's torn write left, cut off at the start. */
  tornBytes: number;
  /** Places in older segments that cannot be read. */
  damagedPlaces: number;
}

/** The journal of a running node with everything that empties it. */
export interface OpenedJournal {
  journal: Journal;
  identity: NodeIdentity;
  status(): JournalStatus;
  /** Resolves when everything appended so far is in both stores. */
  shipped(): Promise<void>;
  /** Ships what can be shipped within some seconds and closes; the rest is shipped at the next start. */
  close(): Promise<void>;
}

/**
 * Opens the node's journal: charges and records what a process that died left unfinished, ships
 * everything to the stores for as long as that takes, and frees the leases of earlier boots once
 * what they spent has been posted.
 * @throws when the folder cannot be read or written
 */
export async function openJournal(options: OpenJournalOptions): Promise<OpenedJournal> {
  const folder = join(options.dataDir, 'journal');
  const identity = identifyNode(folder);
  const found = await readFoundJournal(folder);
  const shippers: Shipper[] = [];
  const wakeShippers = () => {
    for (const shipper of shippers) shipper.wake();
  };
  const journal = new Journal({
    ...identity,
    folder,
    sync: options.sync,
    firstSegment: found.nextSegment,
    onStored: wakeShippers,
  });
  await appendRecovered(journal, found);
  const recoveredTo = journal.position;
  const quarantine = new Quarantine(folder);
  shippers.push(
    ...startShippers(options, folder, journal, found, [
      new LedgerDestination(options.dataSource, quarantine),
      new TelemetryDestination(options.clickhouse, quarantine),
    ]),
  );
  const [ledger] = shippers;
  const closing = new AbortController();
  const released = ledger!
    .reached(recoveredTo)
    .then(() => freeDeadLeases(options, identity, closing.signal));
  released.catch((error) => options.log(`leases of earlier boots stay: ${String(error)}`));
  const stopChores = startChores(folder, journal, shippers);

  return {
    journal,
    identity,
    status: () => statusOf(journal, shippers, quarantine, found),
    async shipped() {
      const { position } = journal;
      await Promise.all(shippers.map((shipper) => shipper.reached(position)));
    },
    async close() {
      stopChores();
      closing.abort();
      await journal.close();
      const end = journal.position;
      await Promise.all(shippers.map((shipper) => shipper.drain(end, DRAIN_MS)));
      await Promise.all(shippers.map((shipper) => shipper.stop()));
    },
  };
}

async function appendRecovered(journal: Journal, { recovery }: FoundJournal): Promise<void> {
  await Promise.all([
    ...recovery
      .settles(Date.now())
      .map(({ settle, boot }) => journal.appendRecoveredSettle(settle, boot)),
    ...recovery.requests().map((request) => journal.appendRecoveredRequest(request)),
  ]);
}

function startShippers(
  { log }: OpenJournalOptions,
  folder: string,
  journal: Journal,
  found: FoundJournal,
  destinations: readonly Destination[],
): Shipper[] {
  const positions = new PositionFile(folder);
  const oldest = found.segments[0] ?? found.nextSegment;
  return destinations.map((destination) => {
    const start = startOf(positions.get(destination.name), oldest, found.nextSegment);
    const tail = new JournalTail(folder, start, () => journal.position);
    const shipper = new Shipper({
      ...{ destination, tail, positions, log },
      boot: journal.boot,
      appended: () => journal.records,
    });
    shipper.start();
    return shipper;
  });
}

/** Where to go on; from the beginning when the position's segment is gone. */
function startOf(position: JournalPosition | null, oldest: number, next: number): JournalPosition {
  const isThere = position !== null && position.segment >= oldest && position.segment < next;
  return isThere ? position : { segment: oldest, offset: 0 };
}

async function freeDeadLeases(
  { dataSource, log }: OpenJournalOptions,
  identity: NodeIdentity,
  closing: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      return await releaseDeadLeases(dataSource, identity);
    } catch (error) {
      if (closing.aborted) return;
      log(`leases of earlier boots are not freed yet: ${String(error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, RELEASE_RETRY_MS).unref());
  }
}

function startChores(folder: string, journal: Journal, shippers: readonly Shipper[]): () => void {
  const discard = new SegmentDiscard(folder);
  const space = setInterval(() => journal.checkSpace(), SPACE_CHECK_MS).unref();
  const discarding = setInterval(() => {
    const shipped = shippers.map((shipper) => shipper.shipped);
    void discard.run(shipped, journal.openAttempts.oldestSegment(), performance.now());
  }, DISCARD_MS).unref();
  return () => {
    clearInterval(space);
    clearInterval(discarding);
  };
}

function statusOf(
  journal: Journal,
  shippers: readonly Shipper[],
  quarantine: Quarantine,
  found: FoundJournal,
): JournalStatus {
  const statuses = shippers.map(({ status }) => status);
  return {
    shippers: statuses,
    pendingRecords: Math.max(...statuses.map(({ pendingRecords }) => pendingRecords)),
    delayed: statuses.some(({ delayed }) => delayed),
    accepting: journal.accepting,
    quarantined: quarantine.count,
    tornBytes: found.tornBytes,
    damagedPlaces: found.damagedPlaces,
  };
}
