import type { ChatAnswer, EmbeddingsAnswer } from '../../providers/provider-adapter.js';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { Json, JsonObject } from '../json/json.js';
import { mapFinishReason } from './map-finish-reason.js';
import { isObject } from './read-chat-call.js';
import { readErrorBody } from './read-openai-error.js';
import { readUsage } from './read-usage.js';
import { type AnswerShape, reshapeChoices, USUAL_SHAPE } from './reshape-answer.js';

/**
 * Reads an answer of the caller's own dialect: the bytes stay, the facts are taken out.
 * @throws UpstreamError `invalid` when it is no chat completion; any kind when it is an error in 200
 */
export function readPassthroughAnswer(body: Buffer, shape: AnswerShape = USUAL_SHAPE): ChatAnswer {
  const answer = parseAnswer(body);
  const reshaped = reshapeChoices(answer.choices, shape);
  const choices = reshaped ?? answer.choices;
  const first = Array.isArray(choices) ? choices[0] : undefined;
  if (!isObject(first))
    throw new UpstreamError('invalid', 'the provider sent an answer without a choice');
  const finishReason = mapFinishReason(first.finish_reason);
  if (finishReason === 'error')
    throw new UpstreamError('server_error', 'the provider failed while it was answering');
  const message = isObject(first.message) ? first.message : null;
  return {
    body: reshaped ? Buffer.from(JSON.stringify({ ...answer, choices: reshaped })) : body,
    usage: shape.readUsage(answer),
    finishReason,
    model: typeof answer.model === 'string' ? answer.model : null,
    text: typeof message?.content === 'string' ? message.content : '',
  };
}

/** @throws UpstreamError `invalid` when the body is no list of embeddings */
export function readPassthroughEmbeddings(body: Buffer): EmbeddingsAnswer {
  const answer = parseAnswer(body);
  if (!Array.isArray(answer.data))
    throw new UpstreamError('invalid', 'the provider sent an answer without embeddings');
  return {
    body,
    usage: readUsage(answer.usage),
    model: typeof answer.model === 'string' ? answer.model : null,
  };
}

/**
 * Parses a vendor's JSON object.
 * @throws UpstreamError `invalid` for anything else; the vendor's own error for `{"error": …}`
 */
export function parseAnswer(body: Buffer): JsonObject {
  let answer: Json;
  try {
    answer = JSON.parse(body.toString()) as Json;
  } catch {
    throw new UpstreamError('invalid', 'the provider sent an answer that is not JSON');
  }
  if (!isObject(answer))
    throw new UpstreamError('invalid', 'the provider sent an answer that is not a JSON object');
  if (isObject(answer.error) || (typeof answer.error === 'string' && answer.error !== ''))
    throw readErrorBody(null, {}, answer);
  return answer;
}

/** The error that a body is or tells; null: it is an object without one. */
export function readErrorInAnswer(body: Buffer): UpstreamError | null {
  try {
    parseAnswer(body);
    return null;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}
