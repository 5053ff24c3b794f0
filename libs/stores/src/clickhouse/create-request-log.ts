import type { RequestLog } from '@weighbridge/observe/requests/request-log';
import type { ClickHouse } from './open-clickhouse.js';
import { readRequest, readRequests } from './read-requests.js';
import { readUsage } from './read-usage.js';

/** The request log in ClickHouse. */
export const createRequestLog = (clickhouse: ClickHouse): RequestLog => ({
  readRequests: (workspaces, filters, page) => readRequests(clickhouse, workspaces, filters, page),
  readRequest: (workspaces, id) => readRequest(clickhouse, workspaces, id),
  readUsage: (workspaces, groupBy, filters) => readUsage(clickhouse, workspaces, groupBy, filters),
});
