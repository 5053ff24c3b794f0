import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { readChatCall } from '../../dialects/openai-chat/read-chat-call.js';
import { defineOpenAiCompatible } from '../define-openai-compatible.js';
import type { AdapterTarget, ChatStream, ProviderAdapter } from '../provider-adapter.js';
import { PROVIDER_ADAPTERS } from '../registry.js';
import { UpstreamError } from '../upstream-error.js';
import { assembleChunks } from './assemble-chunks.fixture.js';
import { CONFORMANCE_CASES, type ConformanceCase } from './conformance-cases.fixture.js';

/** The whole of a new vendor that speaks OpenAI's dialect. */
const newVendor = defineOpenAiCompatible({
  type: 'groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  environmentKey: 'GROQ_API_KEY',
  embeddingsPath: null,
  lacks: { embeddings: 'https://console.groq.com/docs/openai' },
});

const FIXTURES = join(import.meta.dirname, '__fixtures__');
const CREATED_MS = 1_763_683_200_000;

const target: AdapterTarget = {
  model: 'upstream-1',
  baseUrl: 'https://api.example.com/v1',
  maxOutputTokens: 8_192,
};

function callOf(item: ConformanceCase, stream: boolean) {
  const more = stream ? { stream: true, stream_options: { include_usage: true } } : {};
  return readChatCall(
    Buffer.from(JSON.stringify({ model: 'mine', ...item.request, ...more })),
    CREATED_MS,
  );
}

function play(stream: ChatStream, bytes: Buffer, size: number) {
  const events = [];
  for (let start = 0; start < bytes.length; start += size)
    events.push(...stream.read(bytes.subarray(start, start + size)));
  return [...events, ...stream.end()];
}

const usageOf = ([input, cached, output, reasoning]: ConformanceCase['expected']['usage']) => ({
  inputTokens: input,
  cachedTokens: cached,
  cacheWriteTokens: 0,
  outputTokens: output,
  reasoningTokens: reasoning,
});

interface RecordedError {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  expect: object;
}

interface WireMessage {
  content: string | null;
  reasoning_content?: string;
  tool_calls?: { function: { name: string; arguments: string } }[];
}

function expectMessage(message: WireMessage, expected: ConformanceCase['expected']) {
  expect(message.content ?? '').toBe(expected.text);
  if (expected.reasoning) expect(message.reasoning_content).toBe(expected.reasoning);
  const calls = (message.tool_calls ?? []).map(({ function: called }) => ({
    name: called.name,
    arguments: JSON.parse(called.arguments),
  }));
  expect(calls).toEqual(expected.toolCalls ?? []);
}

const entries = [...PROVIDER_ADAPTERS, newVendor].map(
  (adapter) => [adapter.type, adapter] as const,
);

describe.each(entries)('provider %s', (_type, adapter: ProviderAdapter) => {
  const folder = join(FIXTURES, adapter.dialect);
  const read = (name: string) => readFileSync(join(folder, name));
  const lacks = ({ capability }: ConformanceCase) =>
    capability !== undefined && capability in adapter.lacks;
  const able = CONFORMANCE_CASES.filter((item) => !lacks(item));
  const streaming = able.filter((item) => item.streams);

  test('has recordings of its dialect, and a source for everything it lacks', () => {
    expect(existsSync(folder)).toBe(true);
    for (const source of Object.values(adapter.lacks)) expect(source).toMatch(/^https:\/\//);
    expect('embeddings' in adapter.lacks).toBe(adapter.embeddings === null);
  });

  test.each(able)("$name: the request says in the vendor's words what the caller meant", (item) => {
    const request = adapter.chat.buildRequest(callOf(item, false), target);
    expect(request).toMatchObject({ method: 'POST', path: expect.stringMatching(/^\/v1\//) });
    expect(JSON.parse(request.body.toString())).toEqual(
      JSON.parse(read(`${item.name}.request.json`).toString()),
    );
  });

  test.each(able)('$name: the answer reaches the caller whole', (item) => {
    const answer = adapter.chat.readAnswer(read(`${item.name}.json`), callOf(item, false));
    const body = JSON.parse(answer.body.toString());
    expect(body).toMatchObject({
      object: 'chat.completion',
      created: CREATED_MS / 1000,
      model: 'upstream-1',
    });
    expectMessage(body.choices[0].message, item.expected);
    expect(body.choices[0].finish_reason).toBe(item.expected.finishReason);
    expect(answer).toMatchObject({
      text: item.expected.text,
      finishReason: item.expected.finishReason,
      usage: usageOf(item.expected.usage),
      model: 'upstream-1',
    });
    if (item.name === 'logprobs') expect(body.choices[0].logprobs.content[0].logprob).toBe(-0.01);
  });

  for (const item of CONFORMANCE_CASES.filter(lacks))
    test(`${item.name}: is refused with the field named`, () => {
      const refusal = () => adapter.chat.buildRequest(callOf(item, false), target);
      expect(refusal).toThrow(ApiError);
      expect(refusal).toThrow(item.name);
    });

  test.each(streaming)('$name: the stream reaches the caller whole, however it is cut', (item) => {
    const bytes = read(`${item.name}.sse`);
    for (const size of [1, 7, 100, bytes.length]) {
      const stream = adapter.chat.openStream(callOf(item, true));
      const events = play(stream, bytes, size);
      expect(stream.isComplete()).toBe(true);
      expect(stream.usage).toEqual(usageOf(item.expected.usage));
      expect(events.some((event) => event.hasOutput)).toBe(true);
      expect(events.map((event) => event.textDelta).join('')).toBe(item.expected.text);
      const sent = events.flatMap((event) => event.bytes ?? []);
      const message = assembleChunks(Buffer.concat([...sent, stream.renderTrailer('0.000021')]));
      expectMessage(message, item.expected);
      expect(message).toMatchObject({
        finishReason: item.expected.finishReason,
        usage: { prompt_tokens: item.expected.usage[0], cost: '0.000021' },
        isDone: true,
      });
    }
  });

  test.each(streaming)('$name: a stream request asks the vendor for a stream', (item) => {
    const { path, body, headers } = adapter.chat.buildRequest(callOf(item, true), target);
    expect(path.includes('stream') || JSON.parse(body.toString()).stream === true).toBe(true);
    expect(headers.accept).toBe('text/event-stream');
  });

  test('a caller who did not ask for usage gets none in the stream', () => {
    const call = readChatCall(
      Buffer.from('{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}'),
    );
    const stream = adapter.chat.openStream(call);
    const sent = play(stream, read('text.sse'), 1_000).flatMap((event) => event.bytes ?? []);
    const message = assembleChunks(Buffer.concat([...sent, stream.renderTrailer('0.1')]));
    expect(message).toMatchObject({ usage: null, isDone: true, finishReason: 'stop' });
    expect(stream.usage).not.toBeNull();
  });

  test.each(streaming)('$name: a stream cut before its finish is never complete', (item) => {
    const text = read(`${item.name}.sse`).toString();
    const finish = /"(finish_reason|stop_reason|finishReason)": ?"/;
    const events = text.split(/(?<=\r?\n\r?\n)/);
    const last = events.findIndex((event) => finish.test(event));
    for (let kept = 0; kept <= last; kept++) {
      const stream = adapter.chat.openStream(callOf(item, true));
      play(stream, Buffer.from(events.slice(0, kept).join('')), 1_000);
      expect(stream.isComplete()).toBe(false);
    }
  });

  test('an error after the first words ends the stream as failed', () => {
    const stream = adapter.chat.openStream(callOf(CONFORMANCE_CASES[0]!, true));
    const events = play(stream, read('failing.sse'), 50);
    expect(events.at(-1)!.error).toMatchObject({ status: null, isRetryable: true });
    expect(events.map((event) => event.textDelta).join('')).toBe('Paris is');
    expect(stream.isComplete()).toBe(false);
  });

  test.each(JSON.parse(read('errors.json').toString()) as RecordedError[])(
    'error $status is $expect.kind',
    ({ status, headers, body, expect: expected }) => {
      const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      expect(adapter.readError(status, headers, raw)).toMatchObject({ status, ...expected });
    },
  );

  test.each(['', '<html>', '[]', '{}', '{"choices":[]}', '\u0000', '{"content":{}}', 'null'])(
    'an answer of %j is invalid',
    (text) => {
      const call = callOf(CONFORMANCE_CASES[0]!, false);
      expect(() => adapter.chat.readAnswer(Buffer.from(text), call)).toThrow(UpstreamError);
      expect(adapter.readError(502, {}, Buffer.from(text)).kind).toBe('server_error');
    },
  );

  test('a stream event that is not JSON is invalid', () => {
    const stream = adapter.chat.openStream(callOf(CONFORMANCE_CASES[0]!, true));
    expect(() => stream.read(Buffer.from('data: <html>\n\n'))).toThrow(UpstreamError);
  });

  test('the key travels in a header and nowhere else', () => {
    expect(JSON.stringify(adapter.authorize('canary-key'))).toContain('canary-key');
    expect(JSON.stringify(adapter.authorize(null))).not.toContain('null');
  });
});
