import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { ByteWriter } from './byte-writer.js';
import { beginRecord, endRecord, type RecordKind, type StoredRecord } from './record-format.js';

const FILE = 'quarantine.journal';

/** Records that a store refuses for good, kept as they were for an operator. */
export class Quarantine {
  readonly path: string;
  /** Records set aside since the process started. */
  count = 0;

  constructor(folder: string) {
    this.path = join(folder, FILE);
  }

  /** Appends the record; twice the same record is no harm, since applying it is idempotent. */
  add(record: StoredRecord): void {
    const writer = new ByteWriter();
    const start = beginRecord(writer);
    writer.raw(record.payload);
    endRecord(writer, start, record.seq, record.kind as RecordKind, record.version);
    appendFileSync(this.path, writer.buffer.subarray(0, writer.length), { mode: 0o600 });
    this.count++;
  }
}

/** A copy of a record that outlives the read it came from. */
export const copyRecord = (record: StoredRecord): StoredRecord => ({
  ...record,
  payload: Buffer.from(record.payload),
});
