import type { ScoresQuery, ScoreView } from '@weighbridge/contracts/evals/score';
import type { ScoreRecord } from '@weighbridge/contracts/records/score-record';
import type { ListOf } from '@weighbridge/contracts/resources/envelope';
import { readLogCursor, writeLogCursor } from '../requests/log-cursor.js';
import type { VisibleWorkspaces } from '../requests/request-log.js';
import type { ScoreStore, StoredScore } from './score-store.js';

/** A page of scores, newest first. @throws ApiError `store_unavailable` */
export async function listScores(
  store: ScoreStore,
  workspaces: VisibleWorkspaces,
  query: ScoresQuery,
): Promise<ListOf<ScoreView>> {
  const { limit } = query;
  const filters = {
    from: query.from,
    to: query.to,
    requestId: query.request_id,
    traceId: query.trace_id,
    name: query.name,
    source: query.source,
  };
  const after = readLogCursor(query.cursor);
  const rows = await store.readScores(workspaces, filters, { limit: limit + 1, after });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows.slice(0, limit).map(presentScore),
    next_cursor: last === undefined ? null : writeLogCursor([last.createdAt, last.id]),
  };
}

const presentScore = ({ workspaceId, createdAt, ...row }: StoredScore): ScoreView => ({
  id: row.id,
  workspace: workspaceId,
  request_id: row.requestId || null,
  trace_id: row.traceId || null,
  name: row.name,
  value: row.label ?? row.value ?? 0,
  comment: row.comment,
  source: row.source,
  created_at: new Date(Number(createdAt)).toISOString(),
});

/** A record that was just written, as the list would show it. */
export const presentScoreRecord = (record: ScoreRecord): ScoreView =>
  presentScore({
    ...record,
    requestId: record.requestId ?? '',
    traceId: record.traceId ?? '',
    source: record.source as ScoreView['source'],
    createdAt: String(record.createdAt),
  });
