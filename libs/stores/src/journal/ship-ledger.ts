import type { DataSource } from 'typeorm';
import { applyLedger, type LedgerEntry } from '../postgres/ledger/apply-ledger.js';
import type { Destination } from './destination.js';
import { decodeSettle } from './encode-records.js';
import { copyRecord, type Quarantine } from './quarantine.js';
import { RECORD_KINDS, type StoredRecord } from './record-format.js';
import { sendInHalves } from './send-in-halves.js';

const BATCH_ENTRIES = 5_000;
/** Four small transactions a second at most; spending of other nodes shows after this. */
const GATHER_MS = 250;
/** SQLSTATE classes of data that will never be accepted: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSED_STATES = /^(22|23)/;

interface Item {
  record: StoredRecord;
  entry: LedgerEntry;
}

/** Applies settled attempts to the ledger in Postgres. */
export class LedgerDestination implements Destination {
  readonly name = 'ledger';
  readonly gatherMs = GATHER_MS;
  readonly #dataSource: DataSource;
  readonly #quarantine: Quarantine;
  #items: Item[] = [];

  constructor(dataSource: DataSource, quarantine: Quarantine) {
    this.#dataSource = dataSource;
    this.#quarantine = quarantine;
  }

  get full(): boolean {
    return this.#items.length >= BATCH_ENTRIES;
  }

  add(record: StoredRecord, boot: string): void {
    if (record.kind !== RECORD_KINDS.settle) return;
    const settle = decodeSettle(record.payload);
    this.#items.push({
      record: copyRecord(record),
      entry: { ...settle, boot: settle.boot ?? boot },
    });
  }

  async send(): Promise<void> {
    await sendInHalves(
      this.#items,
      async (items) => {
        await applyLedger(
          this.#dataSource,
          items.map(({ entry }) => entry),
        );
      },
      isRefusal,
      ({ record }) => this.#quarantine.add(record),
    );
    this.#items = [];
  }
}

/** The driver's error may come wrapped: the code of the innermost one counts. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && REFUSED_STATES.test(error.code))
    return true;
  return error.cause !== undefined && isRefusal(error.cause);
}
