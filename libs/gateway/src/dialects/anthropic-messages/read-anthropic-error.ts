import { classifyFailure } from '../../providers/classify-failure.js';
import type { UpstreamHeaders } from '../../providers/provider-adapter.js';
import type { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import { parseErrorBody } from '../json/parse-error-body.js';
import { isObject } from '../openai-chat/read-chat-call.js';
import { textOf } from './read-messages-answer.js';

/** Reads an error answer of Anthropic's (https://docs.claude.com/en/api/errors); never throws. */
export function readAnthropicError(
  status: number,
  headers: UpstreamHeaders,
  body: Buffer,
): UpstreamError {
  return readAnthropicErrorBody(status, headers, parseErrorBody(body));
}

/** @param status null: the error came as an event of a stream */
export function readAnthropicErrorBody(
  status: number | null,
  headers: UpstreamHeaders,
  body: JsonObject,
): UpstreamError {
  const error = isObject(body.error) ? body.error : {};
  const message = textOf(error.message);
  return classifyFailure({
    status,
    inBand: status === null,
    headers,
    code: textOf(error.type) || null,
    // Anthropic names the field at the head of its sentence: "messages.0.content: …".
    param: /^([a-z_]+(?:\.[a-z_0-9]+)*): /.exec(message)?.[1] ?? null,
    message,
    retryAfterSeconds: null,
  });
}
