import { describe, expect, test } from '@jest/globals';
import { readChatCall } from '../dialects/openai-chat/read-chat-call.js';
import { readEmbeddingsCall } from '../dialects/openai-chat/read-embeddings-call.js';
import { anthropic } from './anthropic.js';
import { azureOpenAi } from './azure-openai.js';
import { bedrock } from './bedrock.js';
import { cerebras } from './cerebras.js';
import { recordingsOf } from './conformance/recordings.fixture.js';
import { deepseek } from './deepseek.js';
import { groq } from './groq.js';
import { mistral } from './mistral.js';
import type { AdapterTarget, ProviderAdapter } from './provider-adapter.js';
import { vertex } from './vertex.js';

const chatCall = readChatCall(
  Buffer.from('{"model":"m","messages":[{"role":"user","content":"Hi"}]}'),
);
const WEATHER = { type: 'function', function: { name: 'get_weather' } };
const CALLED = [
  { role: 'user', content: 'Weather?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'get_weather', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'a', content: 'warm' },
];
const targetOf = (model: string, apiVersion: string | null = null): AdapterTarget => ({
  ...{ model, apiVersion, baseUrl: 'https://api.example.com/v1', maxOutputTokens: 8_192 },
});
const build = (adapter: ProviderAdapter, model: string, more: object, apiVersion?: string) => {
  const body = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...more };
  const call = readChatCall(Buffer.from(JSON.stringify(body)));
  const request = adapter.chat.buildRequest(call, targetOf(model, apiVersion));
  return { path: request.path, body: JSON.parse(request.body.toString()) };
};

test('an Azure deployment is in the path with a dated version, in the body with the v1 API', () => {
  expect(build(azureOpenAi, 'my gpt', {}, '2024-10-21').path).toBe(
    '/v1/deployments/my%20gpt/chat/completions?api-version=2024-10-21',
  );
  expect(build(azureOpenAi, 'my gpt', {})).toMatchObject({
    path: '/v1/chat/completions',
    body: { model: 'my gpt' },
  });
  expect(azureOpenAi.authorize('k')).toEqual({ 'api-key': 'k' });
});

describe('Bedrock', () => {
  test.each([
    [
      'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      'high',
      { thinking: { type: 'enabled', budget_tokens: 4_096 } },
    ],
    [
      'anthropic.claude-opus-4-7-v1',
      'low',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    ],
    [
      'us.amazon.nova-2-lite-v1:0',
      'xhigh',
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } },
    ],
    ['openai.gpt-oss-120b-1:0', 'low', { reasoning_effort: 'low' }],
    ['meta.llama3-70b-instruct-v1:0', 'low', undefined],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'none', undefined],
  ])('%s thinks with effort %s in the words of its family', (model, effort, fields) => {
    const { body } = build(bedrock, model, { reasoning_effort: effort, temperature: 0.3 });
    expect(body.additionalModelRequestFields).toEqual(fields);
    const isClaude = fields !== undefined && 'thinking' in fields;
    expect(body.inferenceConfig).toEqual(isClaude ? undefined : { temperature: 0.3 });
  });

  test('a model by its ARN is one step of the path', () => {
    const arn = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.x';
    expect(build(bedrock, arn, {}).path).toBe(`/v1/model/${encodeURIComponent(arn)}/converse`);
  });

  test.each([
    ['forbidden', { tools: [WEATHER], tool_choice: 'none' }, undefined],
    ['forbidden after a call', { tools: [WEATHER], tool_choice: 'none', messages: CALLED }, 1],
    ['left out after a call', { messages: CALLED }, 1],
    ['left out', {}, undefined],
  ])('tools that are %s', (_name, more, count) => {
    expect(build(bedrock, 'm', more).body.toolConfig?.tools.length).toBe(count);
  });

  test('signed and redacted thoughts go back as they came', () => {
    const assistant = {
      ...{ role: 'assistant', content: '42' },
      reasoning_details: [
        { type: 'reasoning.text', text: 'Six', signature: 'sig' },
        { type: 'reasoning.encrypted', data: 'blob' },
        { type: 'reasoning.text', text: 'unsigned' },
      ],
    };
    const messages = [{ role: 'user', content: 'Hi' }, assistant, { role: 'user', content: '?' }];
    expect(build(bedrock, 'm', { messages }).body.messages[1].content).toEqual([
      { reasoningContent: { reasoningText: { text: 'Six', signature: 'sig' } } },
      { reasoningContent: { redactedContent: 'blob' } },
      { text: '42' },
    ]);
  });

  test.each([
    ['n', { n: 2 }],
    ['logprobs', { logprobs: true }],
  ])('%s is refused', (param, more) => {
    expect(() => build(bedrock, 'm', more)).toThrow(expect.objectContaining({ param }));
  });

  const embeddingsOf = (input: unknown, more: object = {}) =>
    readEmbeddingsCall(Buffer.from(JSON.stringify({ model: 'm', input, ...more })));

  test.each<[string, object, object]>([
    ['amazon.titan-embed-text-v2:0', { dimensions: 256 }, { inputText: 'a', dimensions: 256 }],
    ['cohere.embed-multilingual-v3', {}, { texts: ['a'], input_type: 'search_document' }],
    [
      'cohere.embed-v4:0',
      { input_type: 'search_query' },
      { texts: ['a'], input_type: 'search_query' },
    ],
  ])('embeddings of %s go out in the form of its family', (model, more, body) => {
    const request = bedrock.embeddings!.buildRequest(embeddingsOf('a', more), targetOf(model));
    expect(request.path).toBe(`/v1/model/${encodeURIComponent(model)}/invoke`);
    expect(JSON.parse(request.body.toString())).toEqual(body);
  });

  test.each([
    [{ embedding: [1, 0], inputTextTokenCount: 3 }, 3],
    [{ embeddings: [[1, 0]], response_type: 'embeddings_floats' }, undefined],
    [{ embeddings: { float: [[1, 0]] }, response_type: 'embeddings_by_type' }, undefined],
  ])('embeddings come back as a list: %j', (raw, tokens) => {
    const answer = bedrock.embeddings!.readAnswer(
      Buffer.from(JSON.stringify(raw)),
      embeddingsOf('a'),
    );
    expect(answer.usage?.inputTokens).toBe(tokens);
    expect(JSON.parse(answer.body.toString()).data).toEqual([
      { object: 'embedding', index: 0, embedding: [1, 0] },
    ]);
  });

  test.each([
    ['several texts', ['a', 'b'], 'amazon.titan-embed-text-v2:0', 'input'],
    ['token numbers', [[1, 2]], 'cohere.embed-v4:0', 'input'],
    ['another family', 'a', 'meta.llama3-8b', 'model'],
  ])('embeddings of %s are refused by name', (_name, input, model, param) => {
    expect(() => bedrock.embeddings!.buildRequest(embeddingsOf(input), targetOf(model))).toThrow(
      expect.objectContaining({ param }),
    );
  });

  test('a spoilt tool call is a failure, not an answer', () => {
    const raw = { output: { message: { content: [] } }, stopReason: 'malformed_tool_use' };
    expect(() => bedrock.chat.readAnswer(Buffer.from(JSON.stringify(raw)), chatCall)).toThrow(
      expect.objectContaining({ kind: 'server_error' }),
    );
  });
});

describe('Vertex', () => {
  const call = readEmbeddingsCall(
    Buffer.from('{"model":"m","input":["a","b"],"dimensions":2,"encoding_format":"base64"}'),
  );

  test('embeddings are predictions, and their tokens are counted', () => {
    const request = vertex.embeddings!.buildRequest(call, targetOf('text-embedding-005'));
    expect(request.path).toBe('/v1/publishers/google/models/text-embedding-005:predict');
    expect(JSON.parse(request.body.toString())).toEqual({
      instances: [{ content: 'a' }, { content: 'b' }],
      parameters: { outputDimensionality: 2 },
    });
    const item = (values: number[]) => ({ embeddings: { values, statistics: { token_count: 3 } } });
    const raw = Buffer.from(JSON.stringify({ predictions: [item([1, 0]), item([0, 1])] }));
    const answer = vertex.embeddings!.readAnswer(raw, call);
    expect(answer.usage).toMatchObject({ inputTokens: 6 });
    expect(JSON.parse(answer.body.toString()).data[1]).toMatchObject({
      index: 1,
      embedding: Buffer.from(Float32Array.from([0, 1]).buffer).toString('base64'),
    });
  });

  test('Claude is called as Anthropic’s, and answers as itself', () => {
    const { path, body } = build(vertex, 'claude-sonnet-4-5@20250929', { reasoning_effort: 'low' });
    expect(path).toBe('/v1/publishers/anthropic/models/claude-sonnet-4-5%4020250929:rawPredict');
    expect(body).toMatchObject({
      anthropic_version: 'vertex-2023-10-16',
      max_tokens: 8_192,
      thinking: { type: 'enabled', budget_tokens: 2_048 },
    });
    expect(body).not.toHaveProperty('model');
    const wire = recordingsOf(anthropic);
    const answer = vertex.chat.readAnswer(wire.bytes('text.json'), chatCall);
    expect(answer).toMatchObject({ text: 'Paris is the capital of France.', model: 'upstream-1' });
    const stream = vertex.chat.openStream(chatCall);
    const events = stream.read(Buffer.concat(wire.stream('text.sse')));
    expect(events.map(({ textDelta }) => textDelta).join('')).toBe(answer.text);
    expect(events.reduce((sum, { outputLength }) => sum + outputLength, 0)).toBe(
      answer.text.length,
    );
    expect(stream.isComplete()).toBe(true);
    for (const { status, headers, body: said, expect: expected } of wire.errors)
      expect(vertex.readError(status, headers, Buffer.from(JSON.stringify(said)))).toMatchObject(
        expected,
      );
  });

  test.each(['{"type":"service_account"}', '{broken', '{"client_email":"a@b"}'])(
    'a key file that lacks something is refused without showing it: %s',
    (keyFile) => {
      expect(() => vertex.createSigner!(keyFile, {})).toThrow(/^its api_key (lacks|is not)/);
    },
  );

  test('an access token is sent as it is', () => {
    expect(vertex.createSigner!('ya29.ready', {})).toBeNull();
    expect(vertex.authorize('ya29.ready')).toEqual({ authorization: 'Bearer ya29.ready' });
    expect(vertex.authorize('{"type":"service_account"}')).toEqual({});
  });
});

describe('fields of OpenAI-compatible vendors', () => {
  test.each<[string, ProviderAdapter, string, object, object]>([
    ['Mistral’s seed', mistral, 'm', { seed: 7 }, { random_seed: 7 }],
    [
      'Mistral’s levels',
      mistral,
      'mistral-large-4-0',
      { reasoning_effort: 'low' },
      { reasoning_effort: 'low' },
    ],
    [
      'Mistral’s switch',
      mistral,
      'mistral-small-latest',
      { reasoning_effort: 'minimal' },
      { reasoning_effort: 'none' },
    ],
    [
      'DeepSeek’s switch',
      deepseek,
      'm',
      { reasoning_effort: 'none' },
      { thinking: { type: 'disabled' } },
    ],
    ['Cerebras’ penalties', cerebras, 'm', { frequency_penalty: 1, presence_penalty: 1 }, {}],
    ['Groq’s bias', groq, 'm', { logit_bias: { 1: 2 } }, {}],
  ])('%s', (_name, adapter, model, given, expected) => {
    const { body } = build(adapter, model, given);
    expect(body).toEqual({ model, messages: [{ role: 'user', content: 'Hi' }], ...expected });
  });

  test('a name that a vendor refuses is taken off the message, nothing else', () => {
    const messages = [{ role: 'user', name: 'ann', content: 'Hi' }];
    expect(build(groq, 'm', { messages }).body.messages).toEqual([{ role: 'user', content: 'Hi' }]);
  });

  test('a stream to Mistral asks for no options, for its usage comes unasked', () => {
    expect(build(mistral, 'm', { stream: true }).body).not.toHaveProperty('stream_options');
  });
});
