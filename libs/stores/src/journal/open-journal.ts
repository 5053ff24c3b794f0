import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { NodeIdentity } from '../postgres/ledger/node-identity.js';
import { releaseDeadLeases } from '../postgres/ledger/release-dead-leases.js';
import { SegmentDiscard } from './discard-segments.js';
import { type FoundJournal, identifyNode, readFoundJournal } from './journal-folder.js';
import { Journal, type JournalSync } from './journal.js';
import {
  DESTINATIONS,
  type ShipperStatus,
  type Shipping,
  type StartShipping,
} from './shipping/shipping.js';

const SPACE_CHECK_MS = 5_000;
const DISCARD_MS = 30_000;
const RELEASE_RETRY_MS = 2_000;
const DRAIN_MS = 5_000;

export interface OpenJournalOptions {
  /** The journal lives in its folder `journal`. */
  dataDir: string;
  sync: JournalSync;
  /** Where leases of dead boots are freed. */
  dataSource: DataSource;
  /** Starts what carries the records to the stores. */
  startShipping: StartShipping;
  log: (line: string) => void;
}

export interface JournalStatus {
  shippers: readonly ShipperStatus[];
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
  let shipping: Shipping | null = null;
  const journal = new Journal({
    ...identity,
    folder,
    sync: options.sync,
    firstSegment: found.nextSegment,
    onStored: () => shipping?.wake(),
  });
  await appendRecovered(journal, found);
  const recoveredTo = journal.position;
  const started = options.startShipping({
    ...{ folder, boot: identity.boot, nextSegment: found.nextSegment, log: options.log },
    end: () => journal.position,
    appended: () => journal.records,
  });
  shipping = started;
  const closing = new AbortController();
  const released = started
    .reached('ledger', recoveredTo)
    .then(() => freeDeadLeases(options, identity, closing.signal));
  released.catch((error) => options.log(`leases of earlier boots stay: ${String(error)}`));
  const stopChores = startChores(folder, journal, started);

  return {
    journal,
    identity,
    status: () => statusOf(journal, started, found),
    async shipped() {
      const { position } = journal;
      await Promise.all(DESTINATIONS.map((destination) => started.reached(destination, position)));
    },
    async close() {
      stopChores();
      closing.abort();
      await journal.close();
      await started.finish(journal.position, DRAIN_MS);
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

function startChores(folder: string, journal: Journal, shipping: Shipping): () => void {
  const discard = new SegmentDiscard(folder);
  const space = setInterval(() => journal.checkSpace(), SPACE_CHECK_MS).unref();
  const discarding = setInterval(() => {
    const shipped = shipping.status().map((status) => status.shipped);
    void discard.run(shipped, journal.openAttempts.oldestSegment(), performance.now());
  }, DISCARD_MS).unref();
  return () => {
    clearInterval(space);
    clearInterval(discarding);
  };
}

function statusOf(journal: Journal, shipping: Shipping, found: FoundJournal): JournalStatus {
  const shippers = shipping.status();
  return {
    shippers,
    pendingRecords: Math.max(...shippers.map(({ pendingRecords }) => pendingRecords)),
    delayed: shippers.some(({ delayed }) => delayed),
    accepting: journal.accepting,
    quarantined: shipping.quarantined,
    tornBytes: found.tornBytes,
    damagedPlaces: found.damagedPlaces,
  };
}
