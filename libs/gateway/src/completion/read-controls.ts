import { ApiError } from '@weighbridge/contracts/errors/api-error';

/** Node's incoming headers: lower-case names. */
export type RequestHeaders = Record<string, string | string[] | undefined>;

/** What a caller asks of the gateway beside the model's answer (CONTRACT §4 "Request controls"). */
export interface RequestControls {
  category: string | null;
  tags: string[];
  sessionId: string | null;
  user: string | null;
  timeoutMs: number | null;
  idempotencyKey: string | null;
  traceparent: string | null;
}

const MAX_TAGS = 32;
const MAX_TEXT = 256;
const MAX_TIMEOUT_MS = 86_400_000;

/**
 * Reads the `x-wb-*` headers of a request.
 * @throws ApiError `invalid_request` naming the header that cannot be used
 */
export function readControls(headers: RequestHeaders): RequestControls {
  return {
    category: readText(headers, 'x-wb-category'),
    tags: readTags(headers['x-wb-tags']),
    sessionId: readText(headers, 'x-wb-session-id'),
    user: readText(headers, 'x-wb-user'),
    timeoutMs: readTimeout(headers['x-wb-timeout-ms']),
    idempotencyKey: readText(headers, 'idempotency-key'),
    traceparent: typeof headers.traceparent === 'string' ? headers.traceparent : null,
  };
}

function readText(headers: RequestHeaders, name: string): string | null {
  const value = headers[name];
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string' || value.length > MAX_TEXT)
    throw new ApiError(
      'invalid_request',
      `${name} must be one text of 1 to ${MAX_TEXT} characters`,
      {
        param: name,
      },
    );
  return value;
}

const NO_TAGS: string[] = [];

function readTags(value: string | string[] | undefined): string[] {
  if (value === undefined) return NO_TAGS;
  const tags = String(value)
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  if (tags.length > MAX_TAGS || tags.some((tag) => tag.length > MAX_TEXT))
    throw new ApiError(
      'invalid_request',
      `x-wb-tags holds at most ${MAX_TAGS} tags of at most ${MAX_TEXT} characters, separated by commas`,
      { param: 'x-wb-tags' },
    );
  return [...new Set(tags)];
}

function readTimeout(value: string | string[] | undefined): number | null {
  if (value === undefined) return null;
  const milliseconds = Number(value);
  if (!Number.isInteger(milliseconds) || milliseconds < 1 || milliseconds > MAX_TIMEOUT_MS)
    throw new ApiError(
      'invalid_request',
      `x-wb-timeout-ms must be a whole number of milliseconds from 1 to ${MAX_TIMEOUT_MS}`,
      { param: 'x-wb-timeout-ms' },
    );
  return milliseconds;
}
