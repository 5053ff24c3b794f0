import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readConversation } from './read-conversation.js';

const ASKED = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const HELLO = { role: 'user', text: 'Hello', calls: [], answer: false };

describe('a stored chat', () => {
  test('is the messages sent and the choices answered', () => {
    const answer = { choices: [{ message: { role: 'assistant', content: 'Good day' } }] };
    const spoken = [HELLO, { role: 'assistant', text: 'Good day', calls: [], answer: true }];
    expect(readConversation(ASKED, answer)).toEqual(spoken);
    expect(readConversation(JSON.stringify(ASKED), JSON.stringify(answer))).toEqual(spoken);
  });

  test('names parts that are not text', () => {
    const content = [{ type: 'text', text: 'What is this?' }, { type: 'image_url' }];
    expect(readConversation({ messages: [{ role: 'user', content }] }, null)).toMatchObject([
      { text: 'What is this?\n[image_url]' },
    ]);
  });

  test('puts a stream and its tool calls together', () => {
    const events = [
      ': ping',
      'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Let me"}}]}',
      'data: {"choices":[{"index":0,"delta":{"content":" see","tool_calls":[{"index":0,"function":{"name":"find","arguments":"{\\"q\\""}}]}}]}',
      'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}}]}',
      'data: {"choices":[],"usage":{}}',
      'data: [DONE]',
    ].join('\n\n');
    expect(readConversation(ASKED, events)).toEqual([
      HELLO,
      { role: 'assistant', text: 'Let me see', calls: ['find({"q":1})'], answer: true },
    ]);
  });

  test('anything but a chat is left as it is', () => {
    expect(readConversation({ input: ['a'] }, { data: [] })).toBeNull();
    expect(readConversation('not JSON', null)).toBeNull();
  });

  test('no stored value breaks the page', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (messages, answer) => {
        readConversation({ messages }, answer);
        readConversation({ messages }, `data: ${JSON.stringify(answer)}\n\n`);
      }),
    );
  });
});
