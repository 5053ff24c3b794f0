import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import type { ByteWriter } from '../journal/byte-writer.js';

export const SCORE_ROW_COLUMNS = `workspace_id, id, version, request_id, trace_id, name, value, label,
  comment, source, key_id, created_at`;

/** Writes a score as one row of `scores` in RowBinary. A later score of the same id replaces it. */
export function writeScoreRow(writer: ByteWriter, score: ScoreRecord): void {
  writer.string(score.workspaceId);
  writer.string(score.id);
  writer.uint64(score.createdAt);
  writer.string(score.requestId ?? '');
  writer.string(score.traceId ?? '');
  writer.string(score.name);
  writer.nullableFloat64(score.value);
  writer.nullableString(score.label);
  writer.nullableString(score.comment);
  writer.string(score.source);
  writer.string(score.keyId ?? '');
  writer.uint64(score.createdAt);
}
