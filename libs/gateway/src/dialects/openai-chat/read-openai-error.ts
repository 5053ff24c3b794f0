import { classifyFailure } from '../../providers/classify-failure.js';
import type { UpstreamHeaders } from '../../providers/provider-adapter.js';
import type { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import { parseErrorBody } from '../json/parse-error-body.js';
import { isObject } from './read-chat-call.js';

/**
 * Reads an error answer of an OpenAI-dialect vendor; never throws.
 * @param meaning the status that others would have answered with, where the vendor's own misleads
 */
export function readOpenAiError(
  status: number,
  headers: UpstreamHeaders,
  body: Buffer,
  meaning?: number,
): UpstreamError {
  return readErrorBody(status, headers, parseErrorBody(body), meaning);
}

/**
 * Reads `{"error": {"message", "type", "param", "code"}}` and the looser forms in use:
 * `{"error": "text"}`, `{"message": "text"}`, FastAPI's `{"detail": "text"}`.
 * @param status null: the error came in a stream after 200; then OpenRouter's numeric code counts
 */
export function readErrorBody(
  status: number | null,
  headers: UpstreamHeaders,
  body: JsonObject,
  meaning?: number,
): UpstreamError {
  const error = isObject(body.error) ? body.error : body;
  const message = [error.message, body.error, body.detail].find((text) => typeof text === 'string');
  const code = [error.code, error.type].find((text) => typeof text === 'string');
  return classifyFailure({
    status: status ?? (typeof error.code === 'number' ? error.code : null),
    meaning,
    inBand: status === null,
    headers,
    code: typeof code === 'string' ? code : null,
    param: typeof error.param === 'string' ? error.param : null,
    message: typeof message === 'string' ? message : '',
    retryAfterSeconds: null,
  });
}
