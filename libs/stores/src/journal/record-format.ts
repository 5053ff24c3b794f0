import { crc32 } from 'node:zlib';
import type { ByteWriter } from './byte-writer.js';

/**
 * A segment is a sequence of records; its first one says whose it is. A record is a header of
 * 16 bytes and a payload, all numbers little-endian:
 *
 *   0  uint32  bytes of the payload
 *   4  uint32  CRC-32 of everything from offset 8 to the end of the payload
 *   8  uint48  sequence number: 1 for the first record of a boot, without gaps
 *  14  uint8   kind
 *  15  uint8   version of the payload's layout
 */
export const RECORD_HEADER_BYTES = 16;
const CRC_FROM = 8;

export const RECORD_KINDS = {
  segment: 1,
  intent: 2,
  extend: 3,
  settle: 4,
  request: 5,
  score: 6,
} as const;
export type RecordKind = (typeof RECORD_KINDS)[keyof typeof RECORD_KINDS];

/** What the first record of a segment holds, as JSON. */
export interface SegmentOwner {
  node: string;
  boot: string;
  segment: number;
}

/** A record as read back. `payload` is a view of the bytes that were read. */
export interface StoredRecord {
  seq: number;
  kind: number;
  version: number;
  payload: Buffer;
}

/** Starts a record; write the payload, then call `endRecord` with what this returned. */
export function beginRecord(writer: ByteWriter): number {
  const start = writer.reserve(RECORD_HEADER_BYTES);
  writer.length = start + RECORD_HEADER_BYTES;
  return start;
}

/** Completes the header of a record begun at `start`. */
export function endRecord(
  writer: ByteWriter,
  start: number,
  seq: number,
  kind: RecordKind,
  version: number,
): void {
  const { buffer, length } = writer;
  buffer.writeUInt32LE(length - start - RECORD_HEADER_BYTES, start);
  buffer.writeUIntLE(seq, start + 8, 6);
  buffer[start + 14] = kind;
  buffer[start + 15] = version;
  buffer.writeUInt32LE(crc32(buffer.subarray(start + CRC_FROM, length)), start + 4);
}

/** Bytes of the whole record at an offset; null when not even its header is there. */
export function recordBytesAt(bytes: Buffer, offset: number): number | null {
  if (offset + RECORD_HEADER_BYTES > bytes.length) return null;
  return RECORD_HEADER_BYTES + bytes.readUInt32LE(offset);
}

/** The record at an offset; null when it is not all there or its checksum is wrong. */
export function readRecordAt(bytes: Buffer, offset: number): StoredRecord | null {
  const length = recordBytesAt(bytes, offset);
  if (length === null || offset + length > bytes.length) return null;
  const end = offset + length;
  if (crc32(bytes.subarray(offset + CRC_FROM, end)) !== bytes.readUInt32LE(offset + 4)) return null;
  return {
    seq: bytes.readUIntLE(offset + 8, 6),
    kind: bytes[offset + 14]!,
    version: bytes[offset + 15]!,
    payload: bytes.subarray(offset + RECORD_HEADER_BYTES, end),
  };
}
