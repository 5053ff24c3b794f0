import { describe, expect, test } from '@jest/globals';
import { readChatCall } from '../dialects/openai-chat/read-chat-call.js';
import { readEmbeddingsCall } from '../dialects/openai-chat/read-embeddings-call.js';
import { assembleChunks } from './conformance/assemble-chunks.fixture.js';
import { anthropic } from './anthropic.js';
import { gemini } from './gemini.js';
import type { ProviderAdapter } from './provider-adapter.js';

const callOf = (body: object) =>
  readChatCall(
    Buffer.from(
      JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...body }),
    ),
  );

const build = (
  adapter: ProviderAdapter,
  model: string,
  body: object,
  maxOutputTokens: number | null = 8_192,
) => {
  const baseUrl = adapter.findBaseUrl({}) as string;
  const target = { model, baseUrl, apiVersion: null, maxOutputTokens };
  const request = adapter.chat.buildRequest(callOf(body), target);
  return { ...request, body: JSON.parse(request.body.toString()) };
};

const weather = {
  type: 'function',
  function: { name: 'get_weather', parameters: { type: 'object' } },
};

describe('Anthropic', () => {
  test.each([
    ['https://api.anthropic.com', '/v1/messages'],
    ['https://api.anthropic.com/v1', '/v1/messages'],
    ['https://proxy.example/claude/v1/', '/claude/v1/messages'],
  ])('%s is called at %s', (baseUrl, path) => {
    const target = { model: 'claude', baseUrl, apiVersion: null, maxOutputTokens: null };
    expect(anthropic.chat.buildRequest(callOf({}), target).path).toBe(path);
  });

  test.each([
    ['claude-haiku-4-5-20251001', 'high', { thinking: { type: 'enabled', budget_tokens: 4_096 } }],
    [
      'claude-3-7-sonnet-20250219',
      'minimal',
      { thinking: { type: 'enabled', budget_tokens: 1_024 } },
    ],
    [
      'claude-opus-4-7',
      'xhigh',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } },
    ],
    [
      'claude-sonnet-5',
      'low',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    ],
  ])('%s thinks with effort %s its own way', (model, effort, expected) => {
    expect(build(anthropic, model, { reasoning_effort: effort }).body).toMatchObject(expected);
  });

  test.each([
    ['none', { reasoning_effort: 'none' }],
    ['a limit too small for thoughts', { reasoning_effort: 'low', max_tokens: 500 }],
    ['a forced tool', { reasoning_effort: 'low', tools: [weather], tool_choice: 'required' }],
  ])('%s turns thinking off', (_name, body) => {
    expect(build(anthropic, 'claude-haiku-4-5', body).body).not.toHaveProperty('thinking');
  });

  test('a signed thought goes back as it came, an unsigned one does not go back', () => {
    const assistant = {
      role: 'assistant',
      content: '42',
      reasoning_details: [
        { type: 'reasoning.text', text: 'Six ', signature: null },
        { type: 'reasoning.text', text: '', signature: 'sig' },
        { type: 'reasoning.encrypted', data: 'blob' },
        { type: 'reasoning.text', text: 'unsigned' },
      ],
    };
    const messages = [
      { role: 'user', content: '6*7' },
      assistant,
      { role: 'user', content: 'Sure?' },
    ];
    expect(build(anthropic, 'claude-sonnet-5', { messages }).body.messages[1].content).toEqual([
      { type: 'thinking', thinking: 'Six ', signature: 'sig' },
      { type: 'redacted_thinking', data: 'blob' },
      { type: 'text', text: '42' },
    ]);
  });

  test.each([
    [{ temperature: 1.7 }, { temperature: 1 }, 'top_p'],
    [{ temperature: 0.3, top_p: 0.9 }, { temperature: 0.3 }, 'top_p'],
    [{ top_p: 0.9, seed: 3 }, { top_p: 0.9 }, 'seed'],
  ])('sampling %j becomes %j', (body, expected, absent) => {
    const built = build(anthropic, 'claude-sonnet-5', body).body;
    expect(built).toMatchObject(expected);
    expect(built).not.toHaveProperty(absent);
  });

  test("the output limit is the caller's, else the model's, else 4,096", () => {
    expect(build(anthropic, 'c', { max_tokens: 7 }).body.max_tokens).toBe(7);
    expect(build(anthropic, 'c', {}, 64_000).body.max_tokens).toBe(64_000);
    expect(build(anthropic, 'c', {}, null).body.max_tokens).toBe(4_096);
  });

  test('any JSON is asked for in words, because there is no mode for it', () => {
    const { system } = build(anthropic, 'c', { response_format: { type: 'json_object' } }).body;
    expect(system[0].text).toContain('JSON');
  });

  test.each([
    ['n', { n: 2 }],
    ['logprobs', { logprobs: true }],
  ])('%s is refused', (param, body) => {
    expect(() => build(anthropic, 'c', body)).toThrow(
      expect.objectContaining({ code: 'unknown_parameter', param }),
    );
  });
});

describe('Gemini', () => {
  test('the model and the way of answering are in the path', () => {
    expect(build(gemini, 'gemini-2.5-pro', {}).path).toBe(
      '/v1beta/models/gemini-2.5-pro:generateContent',
    );
    expect(build(gemini, 'a/b', { stream: true }).path).toBe(
      '/v1beta/models/a%2Fb:streamGenerateContent?alt=sse',
    );
  });

  test.each([
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0, includeThoughts: false }],
    ['gemini-2.5-pro', 'none', { thinkingBudget: 128 }],
    ['gemini-2.5-pro', 'medium', { thinkingBudget: 8_192, includeThoughts: true }],
    ['gemini-3.5-flash', 'minimal', { thinkingLevel: 'minimal' }],
    ['gemini-3.1-pro-preview', 'none', { thinkingLevel: 'low' }],
    ['gemini-3.1-pro-preview', 'xhigh', { thinkingLevel: 'high' }],
  ])('%s thinks with effort %s its own way', (model, effort, expected) => {
    expect(
      build(gemini, model, { reasoning_effort: effort }).body.generationConfig.thinkingConfig,
    ).toMatchObject(expected);
  });

  test('the signature of a tool call survives the way to the caller and back', () => {
    const part = { functionCall: { name: 'get_weather', args: {} }, thoughtSignature: 'sig' };
    const raw = Buffer.from(
      JSON.stringify({
        candidates: [{ content: { parts: [part] }, finishReason: 'STOP' }],
        responseId: 'r',
      }),
    );
    const answer = JSON.parse(gemini.chat.readAnswer(raw, callOf({})).body.toString());
    const { message } = answer.choices[0];
    const [{ id }] = message.tool_calls;
    const messages = [
      { role: 'user', content: 'Hi' },
      message,
      { role: 'tool', tool_call_id: id, content: 'warm' },
    ];
    const { contents } = build(gemini, 'gemini-3.5-flash', { messages, tools: [weather] }).body;
    expect(contents[1].parts).toEqual([part]);
  });

  test('a tool result without its call is refused', () => {
    const messages = [{ role: 'tool', tool_call_id: 'x', content: 'warm' }];
    expect(() => build(gemini, 'g', { messages })).toThrow(
      expect.objectContaining({ param: 'messages[0].tool_call_id' }),
    );
  });

  test('a blocked prompt is a content-policy refusal, streamed or not', () => {
    const raw =
      '{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3}}';
    expect(() => gemini.chat.readAnswer(Buffer.from(raw), callOf({}))).toThrow(
      expect.objectContaining({ kind: 'content_policy' }),
    );
    const [event] = gemini.chat
      .openStream(callOf({ stream: true }))
      .read(Buffer.from(`data: ${raw}\n\n`));
    expect(event!.error).toMatchObject({ kind: 'content_policy' });
  });

  test('a tool call that cannot be read is a failure, not an answer', () => {
    const raw = Buffer.from('{"candidates":[{"finishReason":"MALFORMED_FUNCTION_CALL"}]}');
    expect(() => gemini.chat.readAnswer(raw, callOf({}))).toThrow(
      expect.objectContaining({ kind: 'server_error' }),
    );
    const stream = gemini.chat.openStream(callOf({ stream: true }));
    expect(stream.read(Buffer.from(`data: ${raw}\n\n`))[0]!.error).toMatchObject({
      kind: 'server_error',
    });
    expect(stream.isComplete()).toBe(false);
  });

  test('several candidates are several choices', () => {
    const stream = gemini.chat.openStream(callOf({ stream: true, n: 2 }));
    const candidate = (index: number, text: string) => ({
      index,
      content: { parts: [{ text }] },
      finishReason: 'STOP',
    });
    const raw = `data: ${JSON.stringify({ candidates: [candidate(0, 'a'), candidate(1, 'b')] })}\n\n`;
    const events = stream.read(Buffer.from(raw));
    expect(assembleChunks(Buffer.concat(events.map((event) => event.bytes!))).content).toBe('ab');
    expect(events.map((event) => event.textDelta).join('')).toBe('a');
    expect(events.reduce((sum, { outputLength }) => sum + outputLength, 0)).toBe(2);
    expect(stream.isComplete()).toBe(true);
  });

  test('embeddings go out in one batch and come back as a list', () => {
    const call = readEmbeddingsCall(Buffer.from('{"model":"m","input":["a","b"],"dimensions":2}'));
    const target = {
      model: 'gemini-embedding-001',
      baseUrl: gemini.findBaseUrl({}) as string,
      apiVersion: null,
      maxOutputTokens: null,
    };
    const { path, body } = gemini.embeddings!.buildRequest(call, target);
    expect(path).toBe('/v1beta/models/gemini-embedding-001:batchEmbedContents');
    expect(JSON.parse(body.toString()).requests[1]).toEqual({
      model: 'models/gemini-embedding-001',
      content: { parts: [{ text: 'b' }] },
      outputDimensionality: 2,
    });
    const answer = gemini.embeddings!.readAnswer(
      Buffer.from('{"embeddings":[{"values":[1,0]},{"values":[0,1]}]}'),
      call,
    );
    expect(JSON.parse(answer.body.toString()).data[1]).toEqual({
      object: 'embedding',
      index: 1,
      embedding: [0, 1],
    });
  });
});
