import { type FileHandle, open } from 'node:fs/promises';
import { readRecordAt, recordBytesAt, type StoredRecord } from './record-format.js';
import { segmentPath } from './segment-files.js';

const CHUNK_BYTES = 1024 * 1024;

/** Consecutive whole records of one segment. */
export interface RecordRun {
  records: StoredRecord[];
  /** Offset of each record, and at last the offset after the run. */
  offsets: number[];
}

/** A place where the bytes are no record: what follows it is `tornBytes` long if nothing does. */
export interface Damage {
  offset: number;
  /** Where the next readable record begins; null: none follows, the tail is torn. */
  resumesAt: number | null;
  tornBytes: number;
}

/** Reads one segment from any offset. */
export class RecordReader {
  readonly #file: FileHandle;
  #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws when there is no such segment */
  static async open(folder: string, segment: number): Promise<RecordReader> {
    return new RecordReader(await open(segmentPath(folder, segment)));
  }

  /**
   * Reads whole records from an offset, at most about a mebibyte but at least one record, stopping
   * at `end` and before damaged bytes. The payloads are views that the next read overwrites.
   */
  async read(offset: number, end: number): Promise<RecordRun> {
    let bytes = await this.#fill(offset, Math.min(CHUNK_BYTES, end - offset));
    const first = recordBytesAt(bytes, 0);
    if (first !== null && first > bytes.length && offset + first <= end)
      bytes = await this.#fill(offset, first);
    const run: RecordRun = { records: [], offsets: [offset] };
    for (let at = 0; ; ) {
      const record = readRecordAt(bytes, at);
      if (record === null) return run;
      at += recordBytesAt(bytes, at)!;
      run.records.push(record);
      run.offsets.push(offset + at);
    }
  }

  /** Looks into the place where `read` found no record although the segment goes on. */
  async inspect(offset: number, end: number): Promise<Damage> {
    const bytes = await this.#fill(offset, Math.min(CHUNK_BYTES, end - offset));
    const claimed = recordBytesAt(bytes, 0);
    const next = claimed === null ? end : offset + claimed;
    const resumes = next < end && (await this.read(next, end)).records.length > 0;
    return { offset, resumesAt: resumes ? next : null, tornBytes: end - offset };
  }

  /** Bytes of the segment now. */
  async size(): Promise<number> {
    return (await this.#file.stat()).size;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #fill(offset: number, length: number): Promise<Buffer> {
    if (length > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(
        this.#buffer,
        filled,
        length - filled,
        offset + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return this.#buffer.subarray(0, filled);
  }
}
