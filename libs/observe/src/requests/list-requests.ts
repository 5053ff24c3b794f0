import type { RequestsQuery } from '@weighbridge/contracts/records/request-query';
import type { Freshness, RequestView } from '@weighbridge/contracts/records/request-view';
import { readLogCursor, writeLogCursor } from './log-cursor.js';
import { presentRequest } from './present-request.js';
import { readFilters } from './read-filters.js';
import type { RequestLog, VisibleWorkspaces } from './request-log.js';

export interface RequestPage {
  data: RequestView[];
  next_cursor: string | null;
  meta: Freshness;
}

/**
 * A page of the request log, newest first.
 * @throws ApiError `store_unavailable` when the log cannot be read: never an empty page instead
 */
export async function listRequests(
  log: RequestLog,
  freshness: () => Freshness,
  workspaces: VisibleWorkspaces,
  query: RequestsQuery,
): Promise<RequestPage> {
  const { limit } = query;
  const after = readLogCursor(query.cursor);
  const rows = await log.readRequests(workspaces, readFilters(query), { limit: limit + 1, after });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows.slice(0, limit).map(presentRequest),
    next_cursor: last === undefined ? null : writeLogCursor([last.startedAt, last.id]),
    meta: freshness(),
  };
}
