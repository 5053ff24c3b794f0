import { ERROR_CATALOGUE, type ErrorCode } from './catalogue.js';

export interface ApiErrorDetails {
  /** The field or header at fault, as the caller wrote it. */
  param?: string | null;
  /** Public facts a program can act on; never a secret, never another tenant's data. */
  metadata?: Record<string, unknown>;
  /** Seconds after which a repeat makes sense: becomes `retry-after`. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/**
 * An error meant for the caller: thrown anywhere, rendered at the edge in the caller's dialect.
 * Its message is shown to the caller, so it names the fault and the fix and holds no secret.
 */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly metadata: Record<string, unknown> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ApiErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = ERROR_CATALOGUE[code].status;
    this.type = ERROR_CATALOGUE[code].type;
    this.param = details.param ?? null;
    this.metadata = details.metadata;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
