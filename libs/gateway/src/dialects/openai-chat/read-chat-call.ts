import { isUtf8 } from 'node:buffer';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { Capability } from '@weighbridge/contracts/config/provider';
import type { Json, JsonObject } from '../json/json.js';
import type { ChatCall } from './chat-call.js';

const MAX_CHOICES = 128;
const MAX_MODEL_LENGTH = 300;

/**
 * Reads a chat completion request of OpenAI's dialect. Strict about what the gateway itself acts on,
 * silent about everything else: vendors have their own fields and judge them.
 * Source: https://platform.openai.com/docs/api-reference/chat/create
 * @throws ApiError `invalid_request` whose `param` names the field, e.g. `messages[2].content`
 */
export function readChatCall(raw: Buffer, receivedAt: number = Date.now()): ChatCall {
  const body = readJsonObject(raw);
  const model = readModel(body);
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0)
    throw invalid('messages', 'messages must be a list of at least one message');
  const needs = new Set<Capability>();
  for (let index = 0; index < messages.length; index++)
    checkMessage(messages[index]!, index, needs);
  checkTools(body.tools, needs);
  if (Array.isArray(body.functions) && body.functions.length > 0) needs.add('tools');
  if (isObject(body.response_format) && body.response_format.type === 'json_schema')
    needs.add('json_schema');
  if (readBoolean(body, 'logprobs')) needs.add('logprobs');
  checkSampling(body);
  checkStop(body.stop);
  return {
    operation: 'chat',
    raw,
    receivedAt,
    body,
    model,
    stream: readBoolean(body, 'stream'),
    includeUsage: readIncludeUsage(body.stream_options),
    choices: readCount(body, 'n', MAX_CHOICES) ?? 1,
    maxOutputTokens: readMaxOutputTokens(body),
    needs: [...needs],
    user: readUser(body),
  };
}

/**
 * Parses a request body that must be a JSON object.
 * @throws ApiError `invalid_request`
 */
export function readJsonObject(raw: Buffer): JsonObject {
  // A lenient decoder would turn broken bytes into other text than the one we pass on.
  if (!isUtf8(raw)) throw new ApiError('invalid_request', 'the request body is not valid UTF-8');
  let body: Json;
  try {
    body = JSON.parse(raw.toString()) as Json;
  } catch {
    throw new ApiError('invalid_request', 'the request body is not valid JSON');
  }
  if (!isObject(body))
    throw new ApiError('invalid_request', 'the request body must be a JSON object');
  return body;
}

/**
 * The model asked for first: `model`, or without it the first of OpenRouter's `models`.
 * @throws ApiError `invalid_request` naming `model`
 */
export function readModel(body: JsonObject): string {
  const { models } = body;
  const model = body.model ?? (Array.isArray(models) ? models[0] : undefined);
  if (typeof model !== 'string' || model.length === 0 || model.length > MAX_MODEL_LENGTH)
    throw invalid('model', 'model must name a route, a provider/model or a model');
  return model;
}

/**
 * `user`: whose request it is; null: nobody said. A number is refused, as OpenAI does: dropped in
 * silence it would pass by the budget of that user.
 * @throws ApiError `invalid_request` naming `user`
 */
export function readUser({ user }: JsonObject): string | null {
  if (user === undefined || user === null) return null;
  if (typeof user !== 'string') throw invalid('user', 'user must be text');
  return user;
}

/** A JSON object, not a list and not null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The caller's fault, with the field that is at fault. */
export function invalid(param: string, message: string): ApiError {
  return new ApiError('invalid_request', message, { param });
}

function checkMessage(message: Json, index: number, needs: Set<Capability>): void {
  const at = `messages[${index}]`;
  if (!isObject(message)) throw invalid(at, `${at} must be an object`);
  if (typeof message.role !== 'string' || message.role === '')
    throw invalid(`${at}.role`, `${at}.role must be a role such as "user"`);
  const { content } = message;
  if (typeof content === 'string') return;
  if (Array.isArray(content)) {
    for (let part = 0; part < content.length; part++)
      checkPart(content[part]!, `${at}.content[${part}]`, needs);
    return;
  }
  const mayBeEmpty = message.role === 'assistant' || message.role === 'function';
  if (content !== null && content !== undefined)
    throw invalid(`${at}.content`, `${at}.content must be text or a list of parts`);
  if (!mayBeEmpty) throw invalid(`${at}.content`, `${at}.content is missing`);
}

function checkPart(part: Json, at: string, needs: Set<Capability>): void {
  if (!isObject(part) || typeof part.type !== 'string')
    throw invalid(at, `${at} must be an object with a type`);
  if (part.type === 'text' && typeof part.text !== 'string')
    throw invalid(`${at}.text`, `${at}.text must be text`);
  if (part.type === 'image_url') {
    if (!isObject(part.image_url) || typeof part.image_url.url !== 'string')
      throw invalid(`${at}.image_url.url`, `${at}.image_url.url must be an address or a data URL`);
    needs.add('vision');
  } else if (part.type === 'input_audio') needs.add('audio');
  else if (part.type === 'video_url') needs.add('video');
}

function checkTools(tools: Json | undefined, needs: Set<Capability>): void {
  if (tools === undefined || tools === null) return;
  if (!Array.isArray(tools) || !tools.every((tool) => isObject(tool)))
    throw invalid('tools', 'tools must be a list of tool definitions');
  tools.forEach((tool, index) => {
    if (tool.type !== 'function') return;
    if (!isObject(tool.function) || typeof tool.function.name !== 'string')
      throw invalid(`tools[${index}].function.name`, `tools[${index}].function.name is missing`);
  });
  if (tools.length > 0) needs.add('tools');
}

const NUMBERS = ['temperature', 'top_p', 'frequency_penalty', 'presence_penalty', 'seed'] as const;

function checkSampling(body: JsonObject): void {
  for (const name of NUMBERS) {
    const value = body[name];
    if (value !== undefined && value !== null && typeof value !== 'number')
      throw invalid(name, `${name} must be a number`);
  }
}

function checkStop(stop: Json | undefined): void {
  if (stop === undefined || stop === null || typeof stop === 'string') return;
  if (!Array.isArray(stop) || !stop.every((text) => typeof text === 'string'))
    throw invalid('stop', 'stop must be text or a list of texts');
}

function readBoolean(body: JsonObject, name: string, param: string = name): boolean {
  const value = body[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw invalid(param, `${param} must be true or false`);
  return value;
}

function readIncludeUsage(options: Json | undefined): boolean {
  if (options === undefined || options === null) return false;
  if (!isObject(options)) throw invalid('stream_options', 'stream_options must be an object');
  return readBoolean(options, 'include_usage', 'stream_options.include_usage');
}

/** Where both fields are set, vendors differ in which they obey: the larger one bounds either. */
function readMaxOutputTokens(body: JsonObject): number | null {
  const current = readCount(body, 'max_completion_tokens', Number.MAX_SAFE_INTEGER);
  const former = readCount(body, 'max_tokens', Number.MAX_SAFE_INTEGER);
  return current === null || former === null ? (current ?? former) : Math.max(current, former);
}

function readCount(body: JsonObject, name: string, maximum: number): number | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > maximum)
    throw invalid(
      name,
      maximum === Number.MAX_SAFE_INTEGER
        ? `${name} must be a whole number above 0`
        : `${name} must be a whole number from 1 to ${maximum}`,
    );
  return value;
}
