import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { JsonObject } from '../dialects/json/json.js';
import { readRoutingControls } from '../routing/controls/read-routing-controls.js';
import { refuseOwnTags } from '../routing/controls/refuse-own-tags.js';
import { splitTags } from '../routing/controls/split-tags.js';
import type { RoutingControls } from '../routing/controls/routing-controls.js';
import { decodeHeaderText } from './decode-header-text.js';

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
  /** As they came: categories may have rules over any of them. */
  headers: RequestHeaders;
  /** What the body asks of routing. */
  routing: RoutingControls;
}

const MAX_TAGS = 32;
const MAX_TEXT = 256;
const MAX_TIMEOUT_MS = 86_400_000;

/**
 * Reads what a request asks of the gateway: the `x-wb-*` headers, and the fields of its body that no
 * vendor is shown.
 * @throws ApiError `invalid_request` or `unknown_parameter` naming the header or field at fault,
 *   `not_implemented` where the header is of the contract and nothing acts on it yet
 */
export function readControls(headers: RequestHeaders, body: JsonObject = {}): RequestControls {
  // Served without its prompt, the request would be another one, and paid for.
  if (headers['x-wb-prompt'] !== undefined)
    throw new ApiError('not_implemented', 'x-wb-prompt is not built yet', { param: 'x-wb-prompt' });
  const routing = readRoutingControls(body);
  return {
    category: readText(headers, 'x-wb-category'),
    tags: joinTags(readTags(headers['x-wb-tags']), routing.tags),
    sessionId: readText(headers, 'x-wb-session-id'),
    user: readText(headers, 'x-wb-user'),
    timeoutMs: readTimeout(headers['x-wb-timeout-ms']),
    idempotencyKey: readIdempotencyKey(headers),
    traceparent: typeof headers.traceparent === 'string' ? headers.traceparent : null,
    headers,
    routing,
  };
}

/** The key under which a repeat gets the first answer; null: none. @throws ApiError naming it */
export const readIdempotencyKey = (headers: RequestHeaders): string | null =>
  readText(headers, 'idempotency-key');

function readText(headers: RequestHeaders, name: string): string | null {
  const value = headers[name];
  if (value === undefined || value === '') return null;
  const text = typeof value === 'string' ? decodeHeaderText(value) : null;
  if (text === null || text.length > MAX_TEXT)
    throw new ApiError(
      'invalid_request',
      `${name} must be one text of 1 to ${MAX_TEXT} characters`,
      {
        param: name,
      },
    );
  return text;
}

const NO_TAGS: string[] = [];

function readTags(value: string | string[] | undefined): string[] {
  if (value === undefined) return NO_TAGS;
  const tags = splitTags(decodeHeaderText(String(value)));
  if (tags.length > MAX_TAGS || tags.some((tag) => tag.length > MAX_TEXT))
    throw new ApiError(
      'invalid_request',
      `x-wb-tags holds at most ${MAX_TAGS} tags of at most ${MAX_TEXT} characters, separated by commas`,
      { param: 'x-wb-tags' },
    );
  refuseOwnTags(tags, 'x-wb-tags');
  return [...new Set(tags)];
}

const joinTags = (fromHeader: string[], fromBody: readonly string[]): string[] =>
  fromBody.length === 0 ? fromHeader : [...new Set([...fromHeader, ...fromBody])];

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
