import { z } from 'zod';
import { REQUEST_STATUSES } from './request-record.js';

const Usd = z.string().describe('Decimal USD.');
const Text = z.string().nullable();
const Count = z.int().min(0);

/** Whether everything that was answered is shown yet. */
export const Freshness = z.object({
  delayed: z.boolean().describe('Records are on their way for longer than usual.'),
  pending: Count.describe('Records on their way.'),
});
export type Freshness = z.infer<typeof Freshness>;

/** A row of the request log (CONTRACT §5). Times are milliseconds. */
export const RequestView = z.object({
  id: z.string(),
  created_at: z.iso.datetime(),
  workspace: z.string(),
  key_id: z.string(),
  key_name: z.string(),
  team: Text,
  user: Text,
  session: Text,
  route: Text,
  strategy: Text,
  category: Text,
  provider: Text,
  model: z.string().describe('What served: the upstream’s name.'),
  status: z.enum(REQUEST_STATUSES),
  http_status: z.int().describe('0: the caller got no answer.'),
  error_code: Text,
  stream: z.boolean(),
  input_tokens: Count,
  cached_tokens: Count,
  output_tokens: Count,
  reasoning_tokens: Count,
  cost_usd: Usd.nullable().describe('Null: the price of what served is unknown.'),
  latency_ms: z.number(),
  ttft_ms: z.number().nullable(),
  overhead_us: Count,
  attempts: Count,
  cache: z.string(),
  tags: z.array(z.string()),
  flags: z.array(z.string()).describe('Facts to look at: overshoot, unknown_price, body_shed, …'),
  trace_id: z.string(),
});
export type RequestView = z.infer<typeof RequestView>;

const AttemptView = z.object({
  attempt: Count,
  provider: z.string(),
  model: z.string(),
  http_status: z.int().nullable(),
  outcome: z.enum(['ok', 'error', 'cancelled', 'interrupted']),
  error_code: Text,
  started_ms: z.number(),
  latency_ms: z.number(),
  ttft_ms: z.number().nullable(),
  cost_usd: Usd.nullable(),
  reason: Text,
});

/** One request with everything that is stored of it; texts are null under zero retention. */
export const RequestDetailView = RequestView.extend({
  requested_model: z.string(),
  operation: z.string(),
  error_message: Text,
  finish_reason: Text,
  span_id: z.string(),
  parent_span_id: Text,
  metadata: z.unknown(),
  body: z.unknown(),
  answer: z.unknown(),
  attempts: z.array(AttemptView),
  decision: z.unknown().describe('Candidates, filters, order and reasons.'),
});
export type RequestDetailView = z.infer<typeof RequestDetailView>;

const Percentiles = z
  .object({ p50: z.number(), p90: z.number(), p95: z.number(), p99: z.number() })
  .describe('Milliseconds.');

/** One group of a usage report; the columns it is grouped by come first. */
export const UsageView = z
  .object({
    requests: Count,
    errors: Count,
    input_tokens: Count,
    cached_tokens: Count,
    output_tokens: Count,
    reasoning_tokens: Count,
    cost_usd: Usd,
    latency_ms: Percentiles,
    ttft_ms: Percentiles.nullable(),
  })
  .catchall(z.string().nullable());
export type UsageView = z.infer<typeof UsageView>;

/** A list with what is known of its completeness. */
export const freshListOf = <View extends z.ZodType>(view: View) =>
  z.object({ data: z.array(view), next_cursor: z.string().nullable(), meta: Freshness });
