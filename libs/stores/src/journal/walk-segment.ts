import { RECORD_KINDS, type SegmentOwner, type StoredRecord } from './record-format.js';
import { type Damage, RecordReader } from './record-reader.js';

/** What a walk met in one segment. */
export interface SegmentSummary {
  segment: number;
  owner: SegmentOwner;
  records: number;
  firstSeq: number;
  lastSeq: number;
  /** Places where bytes that were no record lie between readable ones. */
  damages: Damage[];
  /** Bytes after the last whole record. */
  tornBytes: number;
  /** Where whole records end. */
  end: number;
}

export const readOwner = (record: StoredRecord): SegmentOwner =>
  JSON.parse(record.payload.toString());

/**
 * Reads a whole segment, handing every record on in order; the payload is only valid meanwhile.
 * @returns null for a segment whose very first record is unreadable: it was never used
 */
export async function walkSegment(
  folder: string,
  segment: number,
  visit: (record: StoredRecord, owner: SegmentOwner) => void,
): Promise<SegmentSummary | null> {
  const reader = await RecordReader.open(folder, segment);
  try {
    const size = await reader.size();
    let summary: SegmentSummary | null = null;
    for (let offset = 0; offset < size; ) {
      const run = await reader.read(offset, size);
      for (const record of run.records) {
        summary ??= startSummary(segment, record);
        if (summary === null) return null;
        summary.records++;
        summary.lastSeq = record.seq;
        visit(record, summary.owner);
      }
      if (run.records.length > 0) {
        offset = run.offsets.at(-1)!;
        if (summary !== null) summary.end = offset;
        continue;
      }
      const damage = await reader.inspect(offset, size);
      if (summary === null) return null;
      if (damage.resumesAt === null) {
        summary.tornBytes = damage.tornBytes;
        break;
      }
      summary.damages.push(damage);
      offset = damage.resumesAt;
    }
    return summary;
  } finally {
    await reader.close();
  }
}

function startSummary(segment: number, first: StoredRecord): SegmentSummary | null {
  if (first.kind !== RECORD_KINDS.segment) return null;
  return {
    segment,
    owner: readOwner(first),
    records: 0,
    firstSeq: first.seq,
    lastSeq: first.seq,
    damages: [],
    tornBytes: 0,
    end: 0,
  };
}
