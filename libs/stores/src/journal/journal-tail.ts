import type { JournalPosition } from './journal.js';
import type { StoredRecord } from './record-format.js';
import { RecordReader } from './record-reader.js';
import { listSegments } from './segment-files.js';
import { readOwner } from './walk-segment.js';

/** Reads the journal from a position to its end and on, segment after segment. */
export class JournalTail {
  readonly #folder: string;
  readonly #end: () => JournalPosition;
  #position: JournalPosition;
  #reader: RecordReader | null = null;
  /** Whose records the open segment holds. */
  #boot = '';
  /** The last record of that boot that was handed on. */
  #seq = 0;

  /** @param end where the journal ends now: nothing behind it is read */
  constructor(folder: string, position: JournalPosition, end: () => JournalPosition) {
    this.#folder = folder;
    this.#position = position;
    this.#end = end;
  }

  /** Everything before it was handed on. */
  get position(): JournalPosition {
    return this.#position;
  }

  /** How far the tail has come in the records of a boot. */
  seqOf(boot: string): number {
    return this.#boot === boot ? this.#seq : 0;
  }

  /** Where the journal ends now. */
  get end(): JournalPosition {
    return this.#end();
  }

  get atEnd(): boolean {
    const end = this.#end();
    return this.#position.segment === end.segment && this.#position.offset >= end.offset;
  }

  /**
   * Hands on the next records, about a mebibyte; their payloads are only valid meanwhile. Damaged
   * bytes are passed over (`verifyJournal` reports them).
   * @returns false when there was nothing to read
   */
  async read(visit: (record: StoredRecord, boot: string) => void): Promise<boolean> {
    if (this.atEnd) return false;
    const limit = this.#end();
    const reader = await this.#open();
    if (reader === null) return this.#turnPage(limit);
    const { segment, offset } = this.#position;
    const end = segment === limit.segment ? limit.offset : await reader.size();
    if (offset >= end) return this.#turnPage(limit);
    const { records, offsets } = await reader.read(offset, end);
    for (const record of records) visit(record, this.#boot);
    this.#seq = records.at(-1)?.seq ?? this.#seq;
    if (records.length > 0) this.#position = { segment, offset: offsets.at(-1)! };
    else {
      const { resumesAt } = await reader.inspect(offset, end);
      this.#position = { segment, offset: resumesAt ?? end };
    }
    return true;
  }

  async close(): Promise<void> {
    await this.#reader?.close();
    this.#reader = null;
  }

  /** Null when somebody removed the segment: the journal goes on without it. */
  async #open(): Promise<RecordReader | null> {
    if (this.#reader !== null) return this.#reader;
    const { segment } = this.#position;
    if (!listSegments(this.#folder).includes(segment)) return null;
    this.#reader = await RecordReader.open(this.#folder, segment);
    const { records } = await this.#reader.read(0, await this.#reader.size());
    this.#boot = records[0] === undefined ? '' : readOwner(records[0]).boot;
    return this.#reader;
  }

  async #turnPage(limit: JournalPosition): Promise<boolean> {
    const { segment } = this.#position;
    const next = listSegments(this.#folder).find((number) => number > segment);
    await this.close();
    this.#position = next === undefined ? limit : { segment: next, offset: 0 };
    return true;
  }
}
