import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ErrorCode } from '@weighbridge/contracts/errors/catalogue';
import type { UpstreamError, UpstreamErrorKind } from './upstream-error.js';

/** What the caller is told when no other target is left to try. */
const CODES: Readonly<Record<UpstreamErrorKind, ErrorCode>> = {
  invalid_request: 'invalid_request',
  context_length_exceeded: 'context_length_exceeded',
  content_policy: 'content_policy_violation',
  auth: 'upstream_credentials_exhausted',
  model_not_found: 'upstream_error',
  rate_limited: 'no_target_available',
  overloaded: 'no_target_available',
  server_error: 'upstream_error',
  invalid: 'upstream_invalid',
};

/** An upstream failure as the error a caller sees (CONTRACT §4 "Errors"). */
export function toApiError(error: UpstreamError): ApiError {
  return new ApiError(CODES[error.kind], error.message, {
    param: error.param,
    retryAfterSeconds: error.retryAfterSeconds ?? undefined,
    cause: error,
  });
}
