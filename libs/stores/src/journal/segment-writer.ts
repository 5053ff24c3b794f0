import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { segmentPath } from './segment-files.js';

/** The segment being written. Writes are synchronous: see docs/decisions on the journal. */
export class SegmentWriter {
  readonly segment: number;
  /** Bytes that are whole records. */
  bytes = 0;
  /** A write failed half-way and could not be undone: the segment must not be appended to. */
  broken = false;
  #open = true;
  readonly #descriptor: number;

  constructor(segment: number, descriptor: number) {
    this.segment = segment;
    this.#descriptor = descriptor;
  }

  /** Appends all bytes or, when that fails, none. @throws the error of the file system */
  append(bytes: Buffer, length: number): void {
    // A closed descriptor's number may belong to another file by now.
    if (!this.#open) throw new Error('the journal is closed');
    try {
      let written = 0;
      while (written < length)
        written += writeSync(this.#descriptor, bytes, written, length - written);
    } catch (error) {
      this.#undo();
      throw error;
    }
    this.bytes += length;
  }

  #undo(): void {
    try {
      ftruncateSync(this.#descriptor, this.bytes);
    } catch {
      this.broken = true;
    }
  }

  /** Brings what was appended to the disk itself. */
  sync(done: (error: Error | null) => void): void {
    fdatasync(this.#descriptor, done);
  }

  /** As `sync`, at once: the process stands still meanwhile. */
  syncNow(): void {
    fdatasyncSync(this.#descriptor);
  }

  close(): void {
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

/**
 * Creates a segment with its first record.
 * @throws when the file exists or cannot be written; then there is none
 */
export function createSegment(folder: string, number: number, firstRecord: Buffer): SegmentWriter {
  const path = segmentPath(folder, number);
  const writer = new SegmentWriter(number, openSync(path, 'ax', 0o600));
  try {
    writer.append(firstRecord, firstRecord.length);
  } catch (error) {
    writer.close();
    unlinkSync(path);
    throw error;
  }
  return writer;
}
