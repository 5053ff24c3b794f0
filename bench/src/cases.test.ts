import { expect, test } from '@jest/globals';
import { CASES, renderRequestBody, SLOW_STREAM } from './cases.js';
import { LARGE_ANSWER, SMALL_ANSWER, STREAM_ANSWER } from './upstream/canned-answers.js';

test.each([...CASES, SLOW_STREAM])('the request of $name has its size', (benchCase) => {
  for (const prefix of ['', 'bench/']) {
    const body = renderRequestBody(benchCase, prefix);
    expect(body).toHaveLength(benchCase.requestBytes);
    expect(JSON.parse(body)).toMatchObject({ model: `${prefix}${benchCase.model}` });
  }
});

test.each([
  ['small', SMALL_ANSWER, 400],
  ['large', LARGE_ANSWER, 2_048],
])('the %s answer has its size and is JSON', (_, answer, bytes) => {
  const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
  expect(body).toHaveLength(bytes);
  expect(JSON.parse(body.toString())).toMatchObject({ object: 'chat.completion' });
});

test('a streamed answer is 64 writes and 66 events', () => {
  const wire = Buffer.concat([...STREAM_ANSWER]).toString();
  expect(STREAM_ANSWER).toHaveLength(64);
  expect(wire.match(/^data: /gm)).toHaveLength(66);
  expect(wire.endsWith('data: [DONE]\n\n\r\n0\r\n\r\n')).toBe(true);
});
