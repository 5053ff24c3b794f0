/** What went wrong upstream, by what the gateway does about it. */
export type UpstreamErrorKind =
  | 'invalid_request'
  | 'context_length_exceeded'
  | 'content_policy'
  | 'auth'
  | 'model_not_found'
  | 'rate_limited'
  | 'overloaded'
  | 'server_error'
  | 'invalid';

export interface UpstreamErrorFacts {
  /** The vendor's HTTP status; null: in a stream after 200, or no answer worth the name. */
  status: number | null;
  /** The vendor's own error code or type. */
  code: string | null;
  /** The field the vendor names. */
  param: string | null;
  retryAfterSeconds: number | null;
  /** The vendor itself says that it failed; false: its answer is of no use. */
  isReported: boolean;
}

const RETRYABLE: ReadonlySet<UpstreamErrorKind> = new Set([
  'rate_limited',
  'overloaded',
  'server_error',
  'invalid',
]);

/** A vendor's failure in the gateway's words. Its message may be shown to a caller. */
export class UpstreamError extends Error {
  readonly kind: UpstreamErrorKind;
  readonly status: number | null;
  readonly code: string | null;
  readonly param: string | null;
  readonly retryAfterSeconds: number | null;
  readonly isReported: boolean;
  /** The same request may succeed on the same target later. */
  readonly isRetryable: boolean;

  constructor(kind: UpstreamErrorKind, message: string, facts: Partial<UpstreamErrorFacts> = {}) {
    super(message);
    this.name = 'UpstreamError';
    this.kind = kind;
    this.status = facts.status ?? null;
    this.code = facts.code ?? null;
    this.param = facts.param ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
    this.isReported = facts.isReported ?? false;
    this.isRetryable = RETRYABLE.has(kind);
  }
}
