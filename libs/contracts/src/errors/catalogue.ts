/**
 * Every error a caller can meet, with its HTTP status and OpenAI `type`. The one place a code is
 * defined; dialects render it, the OpenAPI document lists it.
 */
export const ERROR_CATALOGUE = {
  invalid_request: { status: 400, type: 'invalid_request_error' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error' },
  unknown_parameter: { status: 400, type: 'invalid_request_error' },
  content_policy_violation: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'authentication_error' },
  not_signed_in: { status: 401, type: 'authentication_error' },
  budget_exceeded: { status: 402, type: 'budget_error' },
  model_not_allowed: { status: 403, type: 'permission_error' },
  residency_violation: { status: 403, type: 'permission_error' },
  zdr_violation: { status: 403, type: 'permission_error' },
  guardrail_blocked: { status: 403, type: 'permission_error' },
  forbidden: { status: 403, type: 'permission_error' },
  csrf_failed: { status: 403, type: 'permission_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  method_not_allowed: { status: 405, type: 'invalid_request_error' },
  request_timeout: { status: 408, type: 'invalid_request_error' },
  idempotency_conflict: { status: 409, type: 'conflict_error' },
  replay_unavailable: { status: 409, type: 'conflict_error' },
  conflict: { status: 409, type: 'conflict_error' },
  read_only: { status: 409, type: 'conflict_error' },
  request_too_large: { status: 413, type: 'invalid_request_error' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  idempotency_mismatch: { status: 422, type: 'invalid_request_error' },
  rate_limited: { status: 429, type: 'rate_limit_error' },
  internal_error: { status: 500, type: 'server_error' },
  not_implemented: { status: 501, type: 'not_implemented_error' },
  upstream_error: { status: 502, type: 'upstream_error' },
  upstream_invalid: { status: 502, type: 'upstream_error' },
  upstream_credentials_exhausted: { status: 502, type: 'upstream_error' },
  no_target_available: { status: 503, type: 'server_error' },
  overloaded: { status: 503, type: 'server_error' },
  store_unavailable: { status: 503, type: 'server_error' },
  upstream_timeout: { status: 504, type: 'upstream_error' },
} as const satisfies Record<string, { status: number; type: string }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
