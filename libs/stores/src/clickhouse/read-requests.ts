import type {
  LogPosition,
  RequestFilters,
  StoredRequest,
  StoredRequestDetail,
  VisibleWorkspaces,
} from '@weighbridge/observe/requests/request-log';
import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';
import { logConditions, requestConditions } from './request-conditions.js';

/** Columns of a row by the names the rules use. */
const NARROW = `workspace_id AS workspaceId, id, toUnixTimestamp64Micro(started_at) AS startedAt,
  key_id AS keyId, key_name AS keyName, team_id AS teamId, user_id AS user,
  session_id AS sessionId, route, strategy, category, provider, model, status,
  http_status AS httpStatus, error_code AS errorCode, stream, input_tokens AS inputTokens,
  cached_tokens AS cachedTokens, output_tokens AS outputTokens,
  reasoning_tokens AS reasoningTokens, cost_nano AS cost, latency_us AS latencyUs,
  ttft_us AS ttftUs, overhead_us AS overheadUs, attempt_count AS attemptCount, cache, tags, flags,
  trace_id AS traceId`;

const FAT = `requested_model AS requestedModel, name AS operation, error_message AS errorMessage,
  finish_reason AS finishReason, span_id AS spanId, parent_span_id AS parentSpanId, attempts,
  decision, metadata, input, output`;

/** FINAL: a row that was written twice is read once, in its latest version. */
const FROM = 'FROM spans FINAL';
const NEWEST_FIRST = 'ORDER BY started_at DESC, id DESC';

/** 64-bit columns come as text. */
type Raw<Row extends StoredRequest> = Omit<Row, 'cost' | 'latencyUs' | 'ttftUs'> & {
  cost: string;
  latencyUs: string;
  ttftUs: string | null;
};

/** Rows of the request log, newest first. */
export async function readRequests(
  clickhouse: ClickHouse,
  workspaces: VisibleWorkspaces,
  filters: RequestFilters,
  page: { limit: number; after: LogPosition | null },
): Promise<StoredRequest[]> {
  const { sql, values } = logConditions(workspaces, filters, page.after);
  const rows = await queryRows<Raw<StoredRequest>>(
    clickhouse,
    `SELECT ${NARROW} ${FROM} WHERE ${sql} ${NEWEST_FIRST} LIMIT {limit:UInt32}`,
    { ...values, limit: page.limit },
  );
  return rows.map(fromRaw<StoredRequest>);
}

/** One request with its fat columns. */
export async function readRequest(
  clickhouse: ClickHouse,
  workspaces: VisibleWorkspaces,
  id: string,
): Promise<StoredRequestDetail | undefined> {
  const { sql, values } = requestConditions(workspaces, id);
  const [row] = await queryRows<Raw<StoredRequestDetail>>(
    clickhouse,
    `SELECT ${NARROW}, ${FAT} ${FROM} WHERE ${sql} ${NEWEST_FIRST} LIMIT 1`,
    values,
  );
  return row && fromRaw<StoredRequestDetail>(row);
}

function fromRaw<Row extends StoredRequest>(raw: Raw<Row>): Row {
  const { cost, latencyUs, ttftUs } = raw;
  return {
    ...raw,
    cost: BigInt(cost),
    latencyUs: Number(latencyUs),
    ttftUs: ttftUs === null ? null : Number(ttftUs),
  } as Row;
}
