import type { UpstreamHeaders } from './provider-adapter.js';
import { readRetryAfter } from './read-retry-after.js';
import { redactMessage } from './redact-message.js';
import { UpstreamError, type UpstreamErrorKind } from './upstream-error.js';

/** What a dialect could read of a vendor's failure. */
export interface Failure {
  /** HTTP status, or the status-like number inside an in-band error; null: none. */
  status: number | null;
  /** The status that others would have answered with, where the vendor's own says something else. */
  meaning?: number | undefined;
  /** True when the error came after status 200. */
  inBand: boolean;
  headers: UpstreamHeaders;
  code: string | null;
  param: string | null;
  message: string;
  /** From the body, where a vendor says it there; headers win. */
  retryAfterSeconds: number | null;
}

const CONTEXT_CODES = /^(context_length_exceeded|string_above_max_length)$/;
const CONTEXT_MESSAGE =
  /context[ _](length|window)|maximum context|(prompt|input) is too long|input token count.*exceeds|too many (input )?tokens|exceeds? the (maximum|max|limit).*tokens/i;
const CONTENT_CODES = /content_?(filter|policy)|safety|moderation/i;
const CONTENT_MESSAGE =
  /content (management )?policy|content filter|flagged|safety (system|reasons)/i;
const QUOTA_CODES = /insufficient_quota|insufficient_balance|billing/i;

const CODE_KINDS: Readonly<Record<string, UpstreamErrorKind>> = {
  authentication_error: 'auth',
  invalid_api_key: 'auth',
  permission_error: 'auth',
  rate_limit_error: 'rate_limited',
  rate_limit_exceeded: 'rate_limited',
  RESOURCE_EXHAUSTED: 'rate_limited',
  overloaded_error: 'overloaded',
  UNAVAILABLE: 'overloaded',
  invalid_request_error: 'invalid_request',
  INVALID_ARGUMENT: 'invalid_request',
  not_found_error: 'model_not_found',
};

/** Fixed words for what is not the caller's fault: the vendor's own text may name our account. */
const MESSAGES: Readonly<Record<UpstreamErrorKind, string>> = {
  invalid_request: 'the provider refused the request',
  context_length_exceeded: 'the request is longer than the context of the model',
  content_policy: 'the provider refused the request by its content policy',
  auth: "the provider refuses the gateway's credentials",
  model_not_found: 'the provider does not know the model',
  rate_limited: "the provider's rate limit is reached",
  overloaded: 'the provider is overloaded',
  server_error: 'the provider failed',
  invalid: 'the provider sent an answer that cannot be used',
};

/** Turns what a dialect read into the gateway's words. */
export function classifyFailure(failure: Failure): UpstreamError {
  const kind = kindOf(failure);
  const isCallers =
    kind === 'invalid_request' || kind === 'context_length_exceeded' || kind === 'content_policy';
  const text = isCallers ? redactMessage(failure.message) : '';
  return new UpstreamError(kind, text || MESSAGES[kind], {
    status: failure.inBand ? null : failure.status,
    code: failure.code,
    param: isCallers ? failure.param : null,
    retryAfterSeconds: readRetryAfter(failure.headers) ?? failure.retryAfterSeconds,
    isReported: true,
  });
}

function kindOf(failure: Failure): UpstreamErrorKind {
  const { code, message } = failure;
  const status = failure.meaning ?? failure.status;
  if (code !== null && CONTEXT_CODES.test(code)) return 'context_length_exceeded';
  if (status === null) return kindInBand(failure);
  if (status === 400 || status === 413 || status === 422) {
    if (CONTEXT_MESSAGE.test(message)) return 'context_length_exceeded';
    if ((code !== null && CONTENT_CODES.test(code)) || CONTENT_MESSAGE.test(message))
      return 'content_policy';
    // Google answers a bad key with 400: https://ai.google.dev/gemini-api/docs/troubleshooting
    if (/API key not valid|API_KEY_INVALID/.test(message)) return 'auth';
    return 'invalid_request';
  }
  // An account without money is as good as none; another key may have some. OpenAI says it with 429:
  // https://platform.openai.com/docs/guides/error-codes
  if (status === 401 || status === 402 || status === 403) return 'auth';
  if (status === 429) return isOutOfQuota(failure) ? 'auth' : 'rate_limited';
  if (status === 404) return 'model_not_found';
  if (status === 503 || status === 529) return 'overloaded';
  if (status === 408 || status === 409 || status >= 500) return 'server_error';
  return status >= 400 ? 'invalid_request' : 'invalid';
}

function kindInBand({ code, message }: Failure): UpstreamErrorKind {
  if (code !== null && CONTENT_CODES.test(code)) return 'content_policy';
  if (CONTEXT_MESSAGE.test(message)) return 'context_length_exceeded';
  return (code !== null && CODE_KINDS[code]) || 'server_error';
}

function isOutOfQuota({ code }: Failure): boolean {
  return code !== null && QUOTA_CODES.test(code);
}
