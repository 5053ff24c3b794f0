import {
  type AuditRecord,
  type AuditRow,
  CHAIN_START,
  type ChainHead,
  linkHash,
} from './audit-record.js';
import { type Checkpoint, isSigned, RECORDS_PER_CHECKPOINT } from './checkpoint.js';

export type AuditFaultKind = 'edited' | 'removed' | 'reordered' | 'cut' | 'rewritten' | 'forged';

export interface AuditFault {
  kind: AuditFaultKind;
  /** The record, or the first missing one, that shows the fault. */
  seq: number;
  message: string;
}

export type AuditVerdict =
  | { ok: true; records: number; head: ChainHead }
  | { ok: false; fault: AuditFault };

export interface AuditEvidence {
  /** Every row, in the order of `seq`. */
  rows: AsyncIterable<AuditRow> | Iterable<AuditRow>;
  /** Where the database itself says that the chain ends. */
  head: ChainHead;
  /** Checkpoints kept in the database. */
  storedCheckpoints: Checkpoint[];
  /** Checkpoints kept outside of it. */
  outsideCheckpoints: Checkpoint[];
  signingKey: Buffer;
}

/** Walks the whole chain and names the first row that was edited, removed, reordered or cut. */
export async function verifyAuditLog(evidence: AuditEvidence): Promise<AuditVerdict> {
  const checkpoints = [...evidence.storedCheckpoints, ...evidence.outsideCheckpoints];
  const forged = checkpoints.find((checkpoint) => !isSigned(evidence.signingKey, checkpoint));
  if (forged) {
    return faultAt('forged', forged.seq, 'the signature of its checkpoint does not hold');
  }
  const promised = new Map(checkpoints.map(({ seq, hash }) => [seq, hash]));
  let last: ChainHead = { seq: 0, hash: CHAIN_START };
  for await (const row of evidence.rows) {
    const fault = faultOf(row, last) ?? rewriteOf(row, promised);
    if (fault) return { ok: false, fault };
    last = { seq: row.seq, hash: row.hash };
  }
  return judgeEnd(last, evidence, checkpoints);
}

function judgeEnd(
  last: ChainHead,
  { head, storedCheckpoints }: AuditEvidence,
  checkpoints: Checkpoint[],
): AuditVerdict {
  const known = Math.max(head.seq, ...checkpoints.map(({ seq }) => seq));
  if (known > last.seq) {
    return faultAt(
      'cut',
      last.seq + 1,
      `records up to ${known} existed, the log ends at ${last.seq}`,
    );
  }
  if (head.seq !== last.seq || head.hash !== last.hash) {
    return faultAt('rewritten', last.seq, 'the stored head of the chain names another last record');
  }
  const kept = new Set(storedCheckpoints.map(({ seq }) => seq));
  for (let seq = RECORDS_PER_CHECKPOINT; seq <= last.seq; seq += RECORDS_PER_CHECKPOINT) {
    if (!kept.has(seq))
      return faultAt('forged', seq, 'its checkpoint is missing from the database');
  }
  return { ok: true, records: last.seq, head: last };
}

function faultOf(row: AuditRow, last: ChainHead): AuditFault | undefined {
  const expected = last.seq + 1;
  if (row.seq !== expected) {
    return { kind: 'removed', seq: expected, message: `record ${row.seq} follows ${last.seq}` };
  }
  const content = readRecord(row.record);
  if (
    content !== undefined &&
    content.seq !== row.seq &&
    linkHash(row.previousHash, row.record) === row.hash
  ) {
    return { kind: 'reordered', seq: row.seq, message: `its place holds record ${content.seq}` };
  }
  const intact =
    content !== undefined &&
    content.seq === row.seq &&
    content.workspace === row.workspaceId &&
    content.organization === row.organizationId &&
    linkHash(row.previousHash, row.record) === row.hash;
  if (!intact)
    return { kind: 'edited', seq: row.seq, message: 'its content does not match its hash' };
  if (row.previousHash !== last.hash) {
    return { kind: 'edited', seq: row.seq, message: 'it is not linked to the record before it' };
  }
  return undefined;
}

function rewriteOf(row: AuditRow, promised: Map<number, string>): AuditFault | undefined {
  const hash = promised.get(row.seq);
  if (hash === undefined || hash === row.hash) return undefined;
  return {
    kind: 'rewritten',
    seq: row.seq,
    message: 'a signed checkpoint states another hash for it',
  };
}

function readRecord(text: string): AuditRecord | undefined {
  try {
    return JSON.parse(text) as AuditRecord;
  } catch {
    return undefined;
  }
}

const faultAt = (kind: AuditFaultKind, seq: number, message: string): AuditVerdict => ({
  ok: false,
  fault: { kind, seq, message },
});
