import type { RequestDetailView, RequestView } from '@weighbridge/contracts/records/request-view';
import { formatUsd } from '@weighbridge/kernel/money';
import type { StoredRequest, StoredRequestDetail } from './request-log.js';

const MICROSECONDS = 1000;

/** A stored request as the row that the API shows. */
export const presentRequest = (row: StoredRequest): RequestView => ({
  id: row.id,
  created_at: new Date(Number(row.startedAt) / MICROSECONDS).toISOString(),
  workspace: row.workspaceId,
  key_id: row.keyId,
  key_name: row.keyName,
  team: row.teamId || null,
  user: row.user || null,
  session: row.sessionId || null,
  route: row.route || null,
  strategy: row.strategy || null,
  category: row.category || null,
  provider: row.provider || null,
  model: row.model,
  status: row.status,
  http_status: row.httpStatus,
  error_code: row.errorCode || null,
  stream: row.stream,
  input_tokens: row.inputTokens,
  cached_tokens: row.cachedTokens,
  output_tokens: row.outputTokens,
  reasoning_tokens: row.reasoningTokens,
  cost_usd: row.flags.includes('unknown_price') ? null : formatUsd(row.cost),
  latency_ms: row.latencyUs / MICROSECONDS,
  ttft_ms: row.ttftUs === null ? null : row.ttftUs / MICROSECONDS,
  overhead_us: row.overheadUs,
  attempts: row.attemptCount,
  cache: row.cache,
  tags: row.tags,
  flags: row.flags,
  trace_id: row.traceId,
});

/** A stored request with everything the API shows of one. */
export const presentRequestDetail = (row: StoredRequestDetail): RequestDetailView => ({
  ...presentRequest(row),
  requested_model: row.requestedModel,
  operation: row.operation,
  error_message: row.errorMessage || null,
  finish_reason: row.finishReason || null,
  span_id: row.spanId,
  parent_span_id: row.parentSpanId || null,
  metadata: readJson(row.metadata || null),
  body: readJson(row.input),
  answer: readJson(row.output),
  attempts: JSON.parse(row.attempts || '[]'),
  decision: readJson(row.decision || null),
});

/** JSON as the value it is; any other text (a stream's events) as it is. */
function readJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
