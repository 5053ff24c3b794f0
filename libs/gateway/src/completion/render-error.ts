import type { ApiError } from '@weighbridge/contracts/errors/api-error';

export type CallerDialect = 'openai' | 'anthropic' | 'gemini';

/** A finished HTTP error answer in the caller's dialect. */
export interface RenderedError {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Anthropic's error types by status: https://docs.anthropic.com/en/api/errors */
const ANTHROPIC_TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

/** Google's canonical status names: https://cloud.google.com/apis/design/errors */
const GOOGLE_STATUSES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  402: 'RESOURCE_EXHAUSTED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** Renders an error for a caller of the given dialect, with the headers that steer its retries. */
export function renderError(error: ApiError, dialect: CallerDialect): RenderedError {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  if (error.retryAfterSeconds !== undefined)
    headers['retry-after'] = String(Math.max(1, Math.ceil(error.retryAfterSeconds)));
  // Official SDKs obey this before the status; money does not come back by asking again.
  if (error.code === 'budget_exceeded') headers['x-should-retry'] = 'false';
  return { status: error.status, headers, body: JSON.stringify(errorBody(error, dialect)) };
}

/** The error as a JSON value of the dialect: the body, or the payload of an in-band stream event. */
export function errorBody(error: ApiError, dialect: CallerDialect): object {
  if (dialect === 'anthropic')
    return {
      type: 'error',
      error: { type: ANTHROPIC_TYPES[error.status] ?? 'api_error', message: error.message },
    };
  if (dialect === 'gemini')
    return {
      error: {
        code: error.status,
        message: error.message,
        status: GOOGLE_STATUSES[error.status] ?? 'INTERNAL',
      },
    };
  return {
    error: {
      message: error.message,
      type: error.type,
      param: error.param,
      code: error.code,
      ...(error.metadata && { metadata: error.metadata }),
    },
  };
}
