import { expect, test } from '@jest/globals';
import { measureOutput } from './measure-output.js';

const call = (over: object) => ({ tool_calls: [{ index: 0, ...over }] });

test.each<[string, object, number | null]>([
  ['a role alone', { role: 'assistant', content: '' }, null],
  ['text', { content: 'four' }, 4],
  ['thoughts', { reasoning_content: 'four' }, 4],
  ['thoughts by their other name', { reasoning: 'four' }, 4],
  ['thoughts under both names, once', { reasoning_content: 'four', reasoning: 'four' }, 4],
  ['a refusal', { refusal: 'no' }, 2],
  ['text and thoughts together', { content: 'four', reasoning: 'no' }, 6],
  ['the call of a function', call({ function: { name: 'find', arguments: '{}' } }), 6],
  ['the call of a custom tool', call({ custom: { name: 'find', input: 'it' } }), 6],
  ['a call that says nothing yet', call({}), 0],
  ['the call of a function as it was', { function_call: { name: 'find', arguments: '{}' } }, 6],
  ['the words of a sound', { audio: { id: 'a', transcript: 'four' } }, 4],
  ['sound, far less than its characters', { audio: { data: 'A'.repeat(64_000) } }, 640],
])('the output of a chunk: %s', (_, delta, length) => {
  expect(measureOutput(JSON.parse(JSON.stringify(delta)))).toBe(length);
});
