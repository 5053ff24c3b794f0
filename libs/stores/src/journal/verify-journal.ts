import { listSegments } from './segment-files.js';
import { type SegmentSummary, walkSegment } from './walk-segment.js';

/** What is wrong with a journal, in the order of its segments. */
export interface JournalFault {
  segment: number;
  kind: 'damaged' | 'gap';
  message: string;
}

export interface JournalReport {
  valid: boolean;
  segments: number;
  records: number;
  boots: number;
  /** Bytes of unfinished last writes: never acknowledged, hence no fault. */
  tornBytes: number;
  faults: JournalFault[];
}

/**
 * Reads every record of a journal, of a running node too: checksums, and the sequence numbers of
 * each boot, which have no gap unless records are missing.
 * @throws when the folder cannot be read
 */
export async function verifyJournal(folder: string): Promise<JournalReport> {
  const faults: JournalFault[] = [];
  const lastSeqs = new Map<string, number>();
  const summaries: SegmentSummary[] = [];
  for (const segment of listSegments(folder)) {
    const summary = await walkSegment(folder, segment, ({ seq }, { boot }) => {
      const last = lastSeqs.get(boot);
      if (last !== undefined && seq !== last + 1)
        faults.push({ segment, kind: 'gap', message: `record ${seq} follows record ${last}` });
      lastSeqs.set(boot, seq);
    });
    if (summary === null) continue;
    summaries.push(summary);
    for (const { offset } of summary.damages)
      faults.push({ segment, kind: 'damaged', message: `no readable record at byte ${offset}` });
  }
  return {
    valid: faults.length === 0,
    segments: summaries.length,
    records: summaries.reduce((sum, { records }) => sum + records, 0),
    boots: lastSeqs.size,
    tornBytes: summaries.reduce((sum, { tornBytes }) => sum + tornBytes, 0),
    faults,
  };
}
