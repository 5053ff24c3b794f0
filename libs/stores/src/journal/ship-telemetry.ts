import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import { insertRows } from '../clickhouse/insert-rows.js';
import { isRefusal } from '../clickhouse/map-clickhouse-error.js';
import type { ClickHouse } from '../clickhouse/open-clickhouse.js';
import { SCORE_ROW_COLUMNS, writeScoreRow } from '../clickhouse/score-row.js';
import { SPAN_ROW_COLUMNS } from '../clickhouse/span-row.js';
import { ByteWriter } from './byte-writer.js';
import type { Destination } from './destination.js';
import { copyRecord, type Quarantine } from './quarantine.js';
import { RECORD_KINDS, type StoredRecord } from './record-format.js';
import { sendInHalves } from './send-in-halves.js';

const BATCH_BYTES = 8 * 1024 * 1024;
/** Records must be readable within 2 s (CONTRACT §5); an insert costs some 30 ms whatever its size. */
const GATHER_MS = 700;

/** A row on its way, with the record it came from. */
interface Item {
  record: StoredRecord;
  boot: string;
  row: Buffer;
}

/** Rows of one table and column list. */
interface Load {
  table: string;
  columns: string;
  items: Item[];
}

/** Applies requests and scores to ClickHouse. */
export class TelemetryDestination implements Destination {
  readonly name = 'telemetry';
  readonly gatherMs = GATHER_MS;
  readonly #clickhouse: ClickHouse;
  readonly #quarantine: Quarantine;
  #loads = new Map<string, Load>();
  #bytes = 0;

  constructor(clickhouse: ClickHouse, quarantine: Quarantine) {
    this.#clickhouse = clickhouse;
    this.#quarantine = quarantine;
  }

  get full(): boolean {
    return this.#bytes >= BATCH_BYTES;
  }

  add(record: StoredRecord, boot: string): void {
    if (record.kind === RECORD_KINDS.request) {
      const kept = copyRecord(record);
      const columns = SPAN_ROW_COLUMNS[record.version];
      this.#put('spans', columns, { record: kept, boot, row: kept.payload });
    } else if (record.kind === RECORD_KINDS.score) {
      const kept = copyRecord(record);
      this.#put('scores', SCORE_ROW_COLUMNS, { record: kept, boot, row: scoreRow(kept) });
    }
  }

  async send(): Promise<void> {
    for (const load of this.#loads.values()) {
      const insert = (items: readonly Item[]) =>
        insertRows(
          this.#clickhouse,
          load.table,
          load.columns,
          items.map(({ row }) => row),
          tokenOf(items),
        );
      await sendInHalves(load.items, insert, isRefusal, ({ record }) =>
        this.#quarantine.add(record),
      );
    }
    this.#loads = new Map();
    this.#bytes = 0;
  }

  #put(table: string, columns: string | undefined, item: Item): void {
    // A layout that only a newer version knows: kept for it.
    if (columns === undefined) return this.#quarantine.add(item.record);
    let load = this.#loads.get(columns);
    if (load === undefined) {
      load = { table, columns, items: [] };
      this.#loads.set(columns, load);
    }
    load.items.push(item);
    this.#bytes += item.row.length;
  }
}

function scoreRow(record: StoredRecord): Buffer {
  const score: ScoreRecord = JSON.parse(record.payload.toString());
  const writer = new ByteWriter();
  writeScoreRow(writer, score);
  return writer.buffer.subarray(0, writer.length);
}

/** The same rows sent again carry the same token, so that the engine drops the repeat. */
function tokenOf(items: readonly Item[]): string {
  const first = items[0]!;
  const last = items.at(-1)!;
  return `${first.boot}:${first.record.seq}-${last.boot}:${last.record.seq}-${items.length}`;
}
