import type { RequestFacts } from './request-facts.js';

/**
 * How a request ended. `interrupted`: the process died while it ran, and a later one wrote the row.
 * `cancelled`: the caller left.
 */
export const REQUEST_STATUSES = ['ok', 'error', 'cancelled', 'interrupted'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export type CacheOutcome = 'hit' | 'semantic-hit' | 'miss' | 'bypass';

/** One call of one target, as `GET /api/v1/requests/{id}` shows it. */
export interface AttemptSummary {
  attempt: number;
  provider: string;
  model: string;
  /** HTTP status of the upstream; null when no answer came. */
  http_status: number | null;
  outcome: 'ok' | 'error' | 'cancelled' | 'interrupted';
  error_code: string | null;
  /** Milliseconds after the request began. */
  started_ms: number;
  latency_ms: number;
  ttft_ms: number | null;
  /** Decimal USD; null: the price is unknown. */
  cost_usd: string | null;
  /** Why the next attempt was made, or why there was none. */
  reason: string | null;
}

/** One finished request of the gateway: the row of the request log and its details. */
export interface RequestRecord extends RequestFacts {
  id: string;
  /** Milliseconds since the epoch, may carry a fraction (microseconds are kept). */
  createdAt: number;
  /** What really served; the last one tried when nothing did. Null when nothing was tried. */
  provider: string | null;
  /** The upstream's name of the model; the caller's when nothing was tried. */
  model: string;
  /** What the caller wrote into `model`. */
  requestedModel: string;
  /** `chat`, `embeddings`, … */
  operation: string;
  status: RequestStatus;
  /** Status the caller was answered with; 0 when there was no answer. */
  httpStatus: number;
  errorCode: string | null;
  /** The message the caller saw; never an upstream's text. */
  errorMessage: string | null;
  finishReason: string | null;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  /** Integer nano-USD over all attempts. */
  cost: bigint;
  /** `overshoot`, `unknown_price`, `estimated_usage`, `body_shed` …: facts an operator looks for. */
  flags: readonly string[];
  latencyMs: number;
  ttftMs: number | null;
  overheadUs: number;
  attemptCount: number;
  /** JSON text: `AttemptSummary[]`. */
  attempts: string;
  /** JSON text: the plan with candidates, filters and reasons; empty when there was none. */
  decision: string;
  cache: CacheOutcome;
  /** JSON text of the caller's metadata object; empty when there was none. */
  metadata: string;
  /** Body as the caller sent it; null: not stored (zero retention, shed, capture off). */
  body: Buffer | string | null;
  answer: Buffer | string | null;
}
