import type { RequestsQuery } from '@weighbridge/contracts/records/request-query';
import type { RequestStatus } from '@weighbridge/contracts/records/request-record';
import type { Freshness, RequestView } from '@weighbridge/contracts/records/request-view';
import { readLogCursor, writeLogCursor } from './log-cursor.js';
import { presentRequest } from './present-request.js';
import type { RequestFilters, RequestLog, StatusFilter, VisibleWorkspaces } from './request-log.js';

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

const readFilters = (query: RequestsQuery): RequestFilters => ({
  from: query.from,
  to: query.to,
  model: query.model,
  provider: query.provider,
  status: query.status === undefined ? undefined : readStatus(query.status),
  key: query.key,
  user: query.user,
  session: query.session,
  category: query.category,
  text: query.q,
});

/** `402` is one HTTP status, `4xx` a hundred, everything else a status of ours. */
function readStatus(text: string): StatusFilter {
  if (/^\d\d\d$/.test(text)) return { from: Number(text), to: Number(text) };
  if (/^\dxx$/.test(text)) return { from: Number(text[0]) * 100, to: Number(text[0]) * 100 + 99 };
  return { status: text as RequestStatus };
}
