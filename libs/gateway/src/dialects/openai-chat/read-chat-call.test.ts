import { describe, expect, test } from '@jest/globals';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { readChatCall } from './read-chat-call.js';
import { readEmbeddingsCall } from './read-embeddings-call.js';

const user = { role: 'user', content: 'Hi' };
const read = (body: object) =>
  readChatCall(Buffer.from(JSON.stringify({ model: 'm', messages: [user], ...body })));

const faultOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return [error.code, error.param];
  }
  return null;
};

describe('reading a chat request', () => {
  test.each([
    ['model', { model: undefined }],
    ['model', { model: 7 }],
    ['model', { model: '' }],
    ['user', { user: 5 }],
    ['messages', { messages: [] }],
    ['messages', { messages: 'Hi' }],
    ['messages[1]', { messages: [user, 'Hi'] }],
    ['messages[1].role', { messages: [user, { content: 'Hi' }] }],
    ['messages[2].content', { messages: [user, user, { role: 'user' }] }],
    ['messages[0].content', { messages: [{ role: 'user', content: 4 }] }],
    ['messages[0].content[0]', { messages: [{ role: 'user', content: ['Hi'] }] }],
    ['messages[0].content[0].text', { messages: [{ role: 'user', content: [{ type: 'text' }] }] }],
    [
      'messages[0].content[0].image_url.url',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: 'x' }] }] },
    ],
    ['stream', { stream: 'yes' }],
    ['stream_options', { stream_options: true }],
    ['stream_options.include_usage', { stream_options: { include_usage: 1 } }],
    ['n', { n: 0 }],
    ['n', { n: 129 }],
    ['max_tokens', { max_tokens: 1.5 }],
    ['max_completion_tokens', { max_completion_tokens: -1 }],
    ['temperature', { temperature: '1' }],
    ['stop', { stop: [1] }],
    ['tools', { tools: {} }],
    ['tools[0].function.name', { tools: [{ type: 'function', function: {} }] }],
  ])('a bad %s is named', (param, body) => {
    expect(faultOf(() => read(body))).toEqual(['invalid_request', param]);
  });

  test.each(['', '{', '[]', '"text"', 'null'])('a body of %j is refused', (text) => {
    expect(faultOf(() => readChatCall(Buffer.from(text)))).toEqual(['invalid_request', null]);
  });

  test('bytes that are not UTF-8 are refused', () => {
    const raw = Buffer.concat([
      Buffer.from('{"model":"'),
      Buffer.from([0xff]),
      Buffer.from('","messages":[]}'),
    ]);
    expect(faultOf(() => readChatCall(raw))).toEqual(['invalid_request', null]);
  });

  test('fields of vendors and roles of tomorrow pass', () => {
    const messages = [
      { role: 'critic', content: [{ type: 'hologram' }] },
      { role: 'assistant', tool_calls: [] },
    ];
    expect(read({ messages, shiny: { a: 1 }, temperature: null }).needs).toEqual([]);
  });

  test('what the gateway acts on is read', () => {
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
    expect(
      read({
        messages: [{ role: 'user', content: [image] }],
        tools: [{ type: 'function', function: { name: 'f' } }],
        response_format: { type: 'json_schema', json_schema: {} },
        logprobs: true,
        stream: true,
        stream_options: { include_usage: true },
        n: 2,
        max_tokens: 5,
        max_completion_tokens: 6,
        user: 'u',
      }),
    ).toMatchObject({
      needs: ['vision', 'tools', 'json_schema', 'logprobs'],
      stream: true,
      includeUsage: true,
      choices: 2,
      maxOutputTokens: 6,
      user: 'u',
    });
  });

  test.each([
    [{ max_completion_tokens: 5, max_tokens: 1_000_000 }, 1_000_000],
    [{ max_completion_tokens: 6, max_tokens: 5 }, 6],
    [{ max_completion_tokens: 5, max_tokens: null }, 5],
    [{ max_tokens: 7 }, 7],
    [{}, null],
  ])('the larger bound on the output counts, as both go to the vendor: %j', (fields, bound) => {
    const messages = [{ role: 'user', content: 'Hi' }];
    const raw = Buffer.from(JSON.stringify({ model: 'm', messages, ...fields }));
    expect(readChatCall(raw).maxOutputTokens).toBe(bound);
  });
});

describe('reading an embeddings request', () => {
  const embed = (body: object) =>
    readEmbeddingsCall(Buffer.from(JSON.stringify({ model: 'm', ...body })));

  test.each([
    [{ input: 'a' }],
    [{ input: ['a', 'b'] }],
    [{ input: [1, 2] }],
    [{ input: [[1], [2, 3]] }],
  ])('%j is accepted', (body) => {
    expect(embed(body).model).toBe('m');
  });

  test.each([
    ['input', {}],
    ['input', { input: '' }],
    ['input', { input: ['a', 1] }],
    ['input', { input: [] }],
    ['user', { input: 'a', user: { id: 'u' } }],
    ['encoding_format', { input: 'a', encoding_format: 'hex' }],
  ])('a bad %s is named', (param, body) => {
    expect(faultOf(() => embed(body))).toEqual(['invalid_request', param]);
  });
});
