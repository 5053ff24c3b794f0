import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { readChatCall } from '../../dialects/openai-chat/read-chat-call.js';
import { createOutboundClient } from '../../outbound/outbound-client.js';
import {
  startTestServer,
  testRequest,
  type TestServer,
} from '../../outbound/test-server.fixture.js';
import type { AdapterTarget, ChatStream, ProviderAdapter } from '../provider-adapter.js';
import { PROVIDER_ADAPTERS } from '../registry.js';
import { UpstreamError } from '../upstream-error.js';
import { assembleChunks } from './assemble-chunks.fixture.js';
import { CONFORMANCE_CASES, type ConformanceCase } from './conformance-cases.fixture.js';
import { frame, recordingsOf } from './recordings.fixture.js';

const CREATED_MS = 1_763_683_200_000;

const target: AdapterTarget = {
  model: 'upstream-1',
  baseUrl: 'https://api.example.com/v1',
  apiVersion: null,
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

interface WireMessage {
  content: string | null;
  reasoning_content?: string;
  tool_calls?: { function: { name: string; arguments: string } }[] | null;
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

/** The characters of all that a message says. */
function lengthOf({
  content,
  reasoning_content: thoughts,
  tool_calls: calls,
}: WireMessage): number {
  const called = (calls ?? []).map(({ function: { name, arguments: given } }) => name + given);
  return [content ?? '', thoughts ?? '', ...called].join('').length;
}

const text = CONFORMANCE_CASES[0]!;
const entries = PROVIDER_ADAPTERS.map((adapter) => [adapter.type, adapter] as const);

let server: TestServer;
/** What the server sends before it falls silent, and whether the caller has left since. */
let begun: Buffer;
let left: Promise<void>;
const outbound = createOutboundClient();

beforeAll(async () => {
  server = await startTestServer((_request, response) => {
    left = new Promise((resolve) => response.on('close', () => resolve()));
    response.write(begun);
  });
});
afterAll(async () => {
  await outbound.closeAll();
  await server.close();
});

// The names of the blocks below are the columns of `npm run conformance`.
describe.each(entries)('provider %s', (_type, adapter: ProviderAdapter) => {
  const recordings = recordingsOf(adapter);
  const { namesModel, reasoningTokens } = recordings.omissions;
  const sourceOf = ({ capability }: ConformanceCase) =>
    capability === undefined
      ? undefined
      : (adapter.lacks[capability] ??
        (capability === 'image_urls' ? adapter.lacks.vision : undefined));
  const streaming = CONFORMANCE_CASES.filter((item) => item.streams && !sourceOf(item));
  const usageOf = ([input, cached, output, reasoning]: ConformanceCase['expected']['usage']) => ({
    inputTokens: input,
    cachedTokens: cached,
    cacheWriteTokens: 0,
    outputTokens: output,
    reasoningTokens: reasoningTokens ? reasoning : 0,
  });

  test('has recordings of its dialect, and a source for everything it lacks', () => {
    expect(recordings.exists).toBe(true);
    for (const source of Object.values(adapter.lacks)) expect(source).toMatch(/^https:\/\//);
    expect('embeddings' in adapter.lacks).toBe(adapter.embeddings === null);
  });

  describe.each(CONFORMANCE_CASES.map((item) => [item.column, item] as const))('%s', (_, item) => {
    const source = sourceOf(item);
    if (source !== undefined) {
      test(`${item.name}: the vendor lacks it, so the field is refused (${source})`, () => {
        const refusal = () => adapter.chat.buildRequest(callOf(item, false), target);
        expect(refusal).toThrow(ApiError);
        expect(refusal).toThrow(
          expect.objectContaining({ param: expect.stringContaining(item.field!) }),
        );
      });
      return;
    }

    test(`${item.name}: the request says in the vendor's words what the caller meant`, () => {
      const request = adapter.chat.buildRequest(callOf(item, false), target);
      expect(request).toMatchObject({ method: 'POST', path: expect.stringMatching(/^\/v1\//) });
      expect(JSON.parse(request.body.toString())).toEqual(
        recordings.json(`${item.name}.request.json`),
      );
    });

    test(`${item.name}: the answer reaches the caller whole`, () => {
      const call = callOf(item, false);
      const answer = adapter.chat.readAnswer(recordings.bytes(`${item.name}.json`), call);
      const body = JSON.parse(answer.body.toString());
      const model = namesModel ? 'upstream-1' : null;
      expect(body).toMatchObject({
        object: 'chat.completion',
        created: CREATED_MS / 1000,
        model: model ?? 'mine',
      });
      expectMessage(body.choices[0].message, item.expected);
      expect(body.choices[0].finish_reason).toBe(item.expected.finishReason);
      const { text: said, finishReason } = item.expected;
      expect(answer).toMatchObject({ text: said, finishReason, model });
      const { statedCost: _charged, ...counted } = answer.usage!;
      expect(counted).toEqual(usageOf(item.expected.usage));
      if (item.name === 'logprobs') expect(body.choices[0].logprobs.content[0].logprob).toBe(-0.01);
    });
  });

  describe('stream', () => {
    test.each(streaming)('$name: reaches the caller whole, however it is cut', (item) => {
      const bytes = Buffer.concat(recordings.stream(`${item.name}.sse`));
      for (const size of [1, 7, 100, bytes.length]) {
        const stream = adapter.chat.openStream(callOf(item, true));
        const events = play(stream, bytes, size);
        expect(stream.isComplete()).toBe(true);
        const { statedCost: _charged, ...counted } = stream.usage!;
        expect(counted).toEqual(usageOf(item.expected.usage));
        expect(events.some((event) => event.hasOutput)).toBe(true);
        expect(events.map((event) => event.textDelta).join('')).toBe(item.expected.text);
        const sent = events.flatMap((event) => event.bytes ?? []);
        const message = assembleChunks(Buffer.concat([...sent, stream.renderTrailer('0.000021')]));
        expectMessage(message, item.expected);
        const measured = events.reduce((sum, { outputLength }) => sum + outputLength, 0);
        expect(measured).toBe(lengthOf(message));
        expect(message).toMatchObject({
          finishReason: item.expected.finishReason,
          usage: { prompt_tokens: item.expected.usage[0], cost: '0.000021' },
          isDone: true,
        });
      }
    });

    test.each(streaming)('$name: the request asks the vendor for a stream', (item) => {
      const { path, body, headers } = adapter.chat.buildRequest(callOf(item, true), target);
      expect(path.includes('stream') || JSON.parse(body.toString()).stream === true).toBe(true);
      expect(headers.accept).toMatch(/event-?stream/);
    });

    test.each(streaming)('$name: cut before its finish is never complete', (item) => {
      const events = recordings.stream(`${item.name}.sse`);
      const finish = /"(finish_reason|stop_reason|finishReason|stopReason)": ?"/;
      const last = events.findIndex((event) => finish.test(event.toString('latin1')));
      expect(last).toBeGreaterThan(0);
      for (let kept = 0; kept <= last; kept++) {
        const stream = adapter.chat.openStream(callOf(item, true));
        play(stream, Buffer.concat(events.slice(0, kept)), 1_000);
        expect(stream.isComplete()).toBe(false);
      }
    });
  });

  describe('usage', () => {
    test('a caller who did not ask for it gets none in the stream', () => {
      const call = readChatCall(
        Buffer.from('{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}'),
      );
      const stream = adapter.chat.openStream(call);
      const bytes = Buffer.concat(recordings.stream('text.sse'));
      const sent = play(stream, bytes, 1_000).flatMap((event) => event.bytes ?? []);
      const message = assembleChunks(Buffer.concat([...sent, stream.renderTrailer('0.1')]));
      expect(message).toMatchObject({ usage: null, isDone: true, finishReason: 'stop' });
      expect(stream.usage).not.toBeNull();
    });
  });

  describe('errors', () => {
    test.each(recordings.errors)('$status is $expect.kind', (recorded) => {
      const { status, headers, body, expect: expected } = recorded;
      const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      expect(adapter.readError(status, headers, raw)).toMatchObject({ status, ...expected });
    });

    test('after the first words one ends the stream as failed', () => {
      const stream = adapter.chat.openStream(callOf(text, true));
      const events = play(stream, Buffer.concat(recordings.stream('failing.sse')), 50);
      expect(events.at(-1)!.error).toMatchObject({ status: null, isRetryable: true });
      expect(events.map((event) => event.textDelta).join('')).toBe('Paris is');
      expect(stream.isComplete()).toBe(false);
    });

    test.each(['', '<html>', '[]', '{}', '{"choices":[]}', '\u0000', '{"content":{}}', 'null'])(
      'an answer of %j is invalid',
      (body) => {
        const call = callOf(text, false);
        expect(() => adapter.chat.readAnswer(Buffer.from(body), call)).toThrow(UpstreamError);
        expect(adapter.readError(502, {}, Buffer.from(body)).kind).toBe('server_error');
      },
    );

    test('a stream event that is not JSON is invalid', () => {
      const stream = adapter.chat.openStream(callOf(text, true));
      const [event] = frame(adapter.dialect, 'event: messageStart\ndata: <html>\n\n');
      expect(() => stream.read(event!)).toThrow(UpstreamError);
    });

    test('the key travels in a header and nowhere else', () => {
      expect(JSON.stringify(adapter.authorize('canary-key'))).toContain('canary-key');
      expect(JSON.stringify(adapter.authorize(null))).not.toContain('null');
    });
  });

  describe('abort', () => {
    test('after the first words it ends the call at the vendor', async () => {
      const events = recordings.stream('text.sse');
      begun = Buffer.concat(events.slice(0, Math.ceil(events.length / 2)));
      const stream = adapter.chat.openStream(callOf(text, true));
      const { path } = adapter.chat.buildRequest(callOf(text, true), target);
      const failure = await new Promise((resolve) => {
        const handle = outbound.sendRequest(testRequest(server.origin, { path }), {
          onHeaders: () => undefined,
          onData(chunk) {
            if (stream.read(chunk).some(({ hasOutput }) => hasOutput)) handle.abort();
          },
          onComplete: () => resolve(null),
          onError: resolve,
        });
      });
      expect(failure).toMatchObject({ kind: 'aborted' });
      await left;
      expect(stream.isComplete()).toBe(false);
    });
  });
});
