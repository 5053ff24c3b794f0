import { classifyFailure } from '../../providers/classify-failure.js';
import type { UpstreamHeaders } from '../../providers/provider-adapter.js';
import { readDuration } from '../../providers/read-retry-after.js';
import type { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import { parseErrorBody } from '../json/parse-error-body.js';
import { isObject } from '../openai-chat/read-chat-call.js';

/** Reads an error answer of Gemini's (https://ai.google.dev/gemini-api/docs/troubleshooting); never throws. */
export function readGeminiError(
  status: number,
  headers: UpstreamHeaders,
  body: Buffer,
): UpstreamError {
  return readGeminiErrorBody(status, headers, parseErrorBody(body));
}

/** @param status null: the error came as an event of a stream, and its own number counts */
export function readGeminiErrorBody(
  status: number | null,
  headers: UpstreamHeaders,
  body: JsonObject,
): UpstreamError {
  const error = isObject(body.error) ? body.error : {};
  const details = Array.isArray(error.details) ? error.details.filter(isObject) : [];
  const field = (name: string) =>
    details.map((detail) => detail[name]).find((value) => value !== undefined);
  const violations = field('fieldViolations');
  const violation = Array.isArray(violations) ? violations[0] : undefined;
  const retryDelay = field('retryDelay');
  return classifyFailure({
    status: status ?? (typeof error.code === 'number' ? error.code : null),
    inBand: status === null,
    headers,
    code: typeof error.status === 'string' ? error.status : null,
    param: isObject(violation) && typeof violation.field === 'string' ? violation.field : null,
    message: typeof error.message === 'string' ? error.message : '',
    retryAfterSeconds: typeof retryDelay === 'string' ? readDuration(retryDelay) : null,
  });
}
