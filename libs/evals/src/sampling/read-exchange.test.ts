import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAnswer, readExchange } from './read-exchange.js';
import { chatAnswer } from './requests.fixture.js';

const ask = (messages: unknown): string => JSON.stringify({ model: 'm', messages });

test('a single question stands alone, its answer is the text of the message', () => {
  const body = ask([{ role: 'user', content: 'Why?' }]);
  expect(readExchange(body, chatAnswer('Because.'))).toEqual({
    input: 'Why?',
    output: 'Because.',
    toolCalls: [],
  });
});

test('a conversation is written out with its roles, parts and tool calls', () => {
  const body = ask([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url' }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ function: { name: 'look', arguments: '{}' } }],
    },
  ]);
  expect(readExchange(body, chatAnswer('A cat.'))?.input).toBe(
    'system: Be brief.\n\nuser: What is this?\n[image_url]\n\nassistant: [calls look({})]',
  );
});

test('a stream is put together, tool calls included', () => {
  const events = [
    { choices: [{ index: 0, delta: { role: 'assistant', content: 'Hel' } }] },
    { choices: [{ index: 0, delta: { content: 'lo' } }] },
    {
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index: 0, function: { name: 'f', arguments: '{"a"' } }] },
        },
      ],
    },
    {
      choices: [
        { index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] } },
      ],
    },
    { choices: [], usage: {} },
  ].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  expect(readAnswer(`: heartbeat\n\n${events.join('')}data: [DONE]\n\n`)).toEqual({
    output: 'Hello\n[calls f({"a":1})]',
    toolCalls: [{ name: 'f', arguments: '{"a":1}' }],
  });
});

test('what is no chat completion is none, and nothing breaks the reader', () => {
  expect(readExchange('{"input":"x"}', chatAnswer('y'))).toBeNull();
  expect(readAnswer('{"error":{"message":"no"}}')).toBeNull();
  fc.assert(
    fc.property(fc.string(), fc.json(), (text, json) => {
      readAnswer(text);
      readExchange(json, json);
    }),
  );
});
