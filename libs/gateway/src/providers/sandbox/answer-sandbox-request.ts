import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ErrorCode } from '@weighbridge/contracts/errors/catalogue';
import type { Json, JsonObject } from '../../dialects/json/json.js';
import type { ChatCall } from '../../dialects/openai-chat/chat-call.js';
import { isObject, readChatCall } from '../../dialects/openai-chat/read-chat-call.js';
import { readEmbeddingsCall } from '../../dialects/openai-chat/read-embeddings-call.js';
import { changeSkills } from './change-skills.js';
import { embedText } from './embed-text.js';
import { findSandboxModel, type SandboxModel } from './sandbox-models.js';
import { pick, seededRandom } from './seeded-random.js';
import { simulateChoice, type SimulatedChoice } from './simulate-choice.js';
import { countTokens } from './split-tokens.js';
import { type SimulatedAnswer, writeChatBody, writeChatStream } from './write-chat-answer.js';

/** A piece of a stream and how long the simulated model takes before it. */
export interface TimedChunk {
  afterMs: number;
  text: string;
}

export interface SandboxReply {
  status: number;
  headers: Record<string, string>;
  /** One piece for a whole answer. */
  chunks: TimedChunk[];
  /** The connection breaks after the last piece instead of ending. */
  isCut: boolean;
}

export interface SandboxOptions {
  /** The same seed and the same request give the same answer. */
  seed: number;
  /** How often this very request was answered before: a retry of a failure may then succeed. */
  occurrence: number;
  /** Seconds since the epoch, for `created`. */
  created: number;
  /** The header `x-sandbox-skill`. */
  skillChanges?: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const DEFAULT_DIMENSIONS = 256;
const MAX_DIMENSIONS = 4_096;

/**
 * Answers a request of OpenAI's dialect as one of the simulated models; pure, deterministic.
 *
 * Beside the models of `SANDBOX_MODELS` there are names that fail on purpose: `fail-STATUS` (400,
 * 401, 429, 500, 503 …) answers with that status, `cut` breaks its stream in the middle.
 * @param path the request path, with or without a prefix
 */
export function answerSandboxRequest(
  path: string,
  raw: Buffer,
  options: SandboxOptions,
): SandboxReply {
  try {
    if (path.endsWith('/chat/completions')) return answerChat(readChatCall(raw), options);
    if (path.endsWith('/embeddings')) return answerEmbeddings(raw);
    throw new ApiError('not_found', `the sandbox has no ${path}`);
  } catch (error) {
    if (error instanceof ApiError)
      return failure(error.status, error.message, error.code, error.param);
    throw error;
  }
}

function answerChat(call: ChatCall, options: SandboxOptions): SandboxReply {
  const name = call.model.replace(/^sandbox\//, '');
  const asked = /^fail-([45]\d\d)$/.exec(name);
  if (asked)
    return failure(Number(asked[1]), 'a failure that was asked for', 'simulated_failure', null);
  const isCut = name === 'cut';
  const model = changeSkills(findModel(isCut ? 'swift-mini' : name), options.skillChanges);
  const key = JSON.stringify({ ...call.body, stream: false, stream_options: null });
  if (seededRandom(options.seed, key, options.occurrence)() < model.failureRate)
    return failRandomly(options, key);

  if (model.capabilities?.includes('embeddings'))
    throw new ApiError('invalid_request', `${name} makes embeddings, no chat`, { param: 'model' });
  const prompt = lastText(call.body.messages);
  const choices = Array.from({ length: call.choices }, (_, index) =>
    simulateChoice(model, call, prompt, seededRandom(options.seed, model.id, key, index)),
  );
  const id = seededRandom(options.seed, 'id', key, options.occurrence)().toString(36).slice(2);
  const answer: SimulatedAnswer = {
    id: `chatcmpl-sim-${id}`,
    created: options.created,
    model,
    call,
    choices,
    inputTokens: countInput(call),
  };
  if (!call.stream) {
    const text = JSON.stringify(writeChatBody(answer));
    return {
      status: 200,
      headers: JSON_TYPE,
      chunks: [{ afterMs: duration(model, choices), text }],
      isCut,
    };
  }
  const chunks = writeChatStream(answer);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' },
    chunks: isCut ? chunks.slice(0, Math.ceil(chunks.length / 2)) : chunks,
    isCut,
  };
}

function answerEmbeddings(raw: Buffer): SandboxReply {
  const { body, model: name } = readEmbeddingsCall(raw);
  const model = findModel(name);
  if (!model.capabilities?.includes('embeddings'))
    throw new ApiError('invalid_request', `${name} makes no embeddings; sandbox/embed does`, {
      param: 'model',
    });
  const inputs = inputsOf(body.input!);
  const dimensions = readDimensions(body);
  const data = inputs.map((text, index) => {
    const vector = embedText(text, dimensions);
    const embedding =
      body.encoding_format === 'base64'
        ? Buffer.from(Float32Array.from(vector).buffer).toString('base64')
        : vector;
    return { object: 'embedding', index, embedding };
  });
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
  const answer = {
    object: 'list',
    model: `sandbox/${model.id}`,
    data,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
    weighbridge: { simulated: true },
  };
  return {
    status: 200,
    headers: JSON_TYPE,
    chunks: [{ afterMs: model.firstTokenMs, text: JSON.stringify(answer) }],
    isCut: false,
  };
}

function readDimensions(body: JsonObject): number {
  const { dimensions = DEFAULT_DIMENSIONS } = body;
  if (
    typeof dimensions !== 'number' ||
    !Number.isInteger(dimensions) ||
    dimensions < 1 ||
    dimensions > MAX_DIMENSIONS
  )
    throw new ApiError('invalid_request', `dimensions must be 1 to ${MAX_DIMENSIONS}`, {
      param: 'dimensions',
    });
  return dimensions;
}

function inputsOf(input: Json): string[] {
  if (typeof input === 'string') return [input];
  const items = input as Json[];
  if (typeof items[0] === 'number') return [items.join(' ')];
  return items.map((item) => (typeof item === 'string' ? item : (item as number[]).join(' ')));
}

function findModel(name: string): SandboxModel {
  const model = findSandboxModel(name);
  if (!model)
    throw new ApiError('model_not_found', `the sandbox has no model ${name}`, { param: 'model' });
  return model;
}

function failRandomly(options: SandboxOptions, key: string): SandboxReply {
  const status = pick(seededRandom(options.seed, 'failure', key, options.occurrence), [
    500, 503, 429,
  ] as const);
  return failure(status, 'this simulated model fails now and then', 'simulated_failure', null);
}

function failure(
  status: number,
  message: string,
  code: ErrorCode | 'simulated_failure',
  param: string | null,
): SandboxReply {
  const error = {
    message,
    type: status < 500 ? 'invalid_request_error' : 'server_error',
    param,
    code,
  };
  return {
    status,
    // No retry-after: its models share one account, and a wait for one would hold back all.
    headers: JSON_TYPE,
    chunks: [{ afterMs: 0, text: JSON.stringify({ error, weighbridge: { simulated: true } }) }],
    isCut: false,
  };
}

function duration(model: SandboxModel, choices: SimulatedChoice[]): number {
  const longest = Math.max(...choices.map((choice) => choice.outputTokens));
  return model.firstTokenMs + (longest * 1000) / model.tokensPerSecond;
}

/** Input tokens: the text of all messages and tools; an image counts as a photo of common size. */
function countInput(call: ChatCall): number {
  const images = call.needs.includes('vision') ? 1_000 : 0;
  const text = (call.body.messages as Json[]).map(textOf).join('\n');
  const tools = call.body.tools ? JSON.stringify(call.body.tools) : '';
  return countTokens(text) + countTokens(tools) + images;
}

function lastText(messages: Json | undefined): string {
  const spoken = (messages as Json[]).filter(
    (message) => isObject(message) && message.role !== 'system',
  );
  const last = spoken.at(-1);
  if (isObject(last) && last.role === 'tool') return `the tool answered ${textOf(last)}`;
  return textOf(spoken.findLast((message) => isObject(message) && message.role === 'user') ?? '');
}

function textOf(message: Json): string {
  if (!isObject(message)) return '';
  if (typeof message.content === 'string') return message.content;
  if (!Array.isArray(message.content)) return '';
  return message.content
    .map((part) => (isObject(part) && typeof part.text === 'string' ? part.text : ''))
    .join('');
}
