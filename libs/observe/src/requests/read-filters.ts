import type { RequestsQuery } from '@weighbridge/contracts/records/request-query';
import type { RequestStatus } from '@weighbridge/contracts/records/request-record';
import type { RequestFilters, StatusFilter } from './request-log.js';

type FilterQuery = Omit<RequestsQuery, 'limit' | 'cursor' | 'workspace'>;

/** The filters of a query as the log understands them. */
export const readFilters = (query: FilterQuery): RequestFilters => ({
  from: query.from,
  to: query.to,
  model: query.model,
  provider: query.provider,
  status: query.status === undefined ? undefined : readStatus(query.status),
  key: query.key,
  user: query.user,
  session: query.session,
  category: query.category,
  route: query.route,
  tag: query.tag,
  text: query.q,
});

/** `402` is one HTTP status, `4xx` a hundred, everything else a status of ours. */
function readStatus(text: string): StatusFilter {
  if (/^\d\d\d$/.test(text)) return { from: Number(text), to: Number(text) };
  if (/^\dxx$/.test(text)) return { from: Number(text[0]) * 100, to: Number(text[0]) * 100 + 99 };
  return { status: text as RequestStatus };
}
