import { classifyFailure } from '../../providers/classify-failure.js';
import type { UpstreamHeaders } from '../../providers/provider-adapter.js';
import type { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import { parseErrorBody } from '../json/parse-error-body.js';
import { isObject } from './read-chat-call.js';

/** Reads an error answer of an OpenAI-dialect vendor; never throws. */
export function readOpenAiError(
  status: number,
  headers: UpstreamHeaders,
  body: Buffer,
): UpstreamError {
  return readErrorBody(status, headers, parseErrorBody(body));
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
): UpstreamError {
  const error = isObject(body.error) ? body.error : body;
  const message = [error.message, body.error, body.detail].find((text) => typeof text === 'string');
  const code = [error.code, error.type].find((text) => typeof text === 'string');
  return classifyFailure({
    status: status ?? (typeof error.code === 'number' ? error.code : null),
    inBand: status === null,
    headers,
    code: typeof code === 'string' ? code : null,
    param: typeof error.param === 'string' ? error.param : null,
    message: typeof message === 'string' ? message : '',
    retryAfterSeconds: null,
  });
}
