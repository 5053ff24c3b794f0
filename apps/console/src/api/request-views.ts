import type { AttemptSummary, RequestStatus } from '@weighbridge/contracts/records/request-record';

/** A row of the request log. Money is decimal USD text, times are milliseconds. */
export interface RequestRow {
  id: string;
  created_at: string;
  key_name: string;
  user: string | null;
  session: string | null;
  route: string | null;
  strategy: string | null;
  category: string | null;
  provider: string | null;
  model: string;
  status: RequestStatus;
  error_code: string | null;
  stream: boolean;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  reasoning_tokens: number;
  cost_usd: string;
  latency_ms: number;
  ttft_ms: number | null;
  overhead_us: number;
  attempts: number;
  cache: string;
  tags: string[];
  trace_id: string;
}

export interface RequestPage {
  data: RequestRow[];
  next_cursor: string | null;
  /** `delayed`: some answered requests are not shown yet. */
  meta?: { delayed: boolean; pending: number };
}

export interface RequestFilters {
  workspace: string;
  model?: string;
  status?: string;
  key?: string;
  limit?: number;
  cursor?: string;
}

/** A target the router looked at, and what became of it. */
export interface Candidate {
  /** `provider/model`. */
  model: string;
  stage: 'target' | 'fallback' | 'context_fallback' | 'content_fallback';
  weight: number;
  kept: boolean;
  /** Why it was dropped; null: it was kept. */
  reason: string | null;
}

/** Why the request went where it went. */
export interface Decision {
  /** Null: the caller named the target itself. */
  route: string | null;
  strategy: string;
  /** `provider/model` in the order in which they would be tried. */
  order: string[];
  candidates: Candidate[];
}

/** One request with all that is stored of it; texts are absent under zero retention. */
export interface RequestDetail extends Omit<RequestRow, 'attempts'> {
  requested_model: string;
  error_message: string | null;
  body: unknown;
  answer: unknown;
  attempts: AttemptSummary[];
  decision: Decision | null;
}
