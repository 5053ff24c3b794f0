import { expect, test } from '@jest/globals';
import type { Json } from '../json/json.js';
import { countOf, readUsage } from './read-usage.js';

test('cached and reasoning tokens are parts of the whole', () => {
  const usage = {
    ...{ prompt_tokens: 10, completion_tokens: 5 },
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 9 },
  };
  expect(readUsage(usage)).toMatchObject({
    ...{ inputTokens: 10, cachedTokens: 4, outputTokens: 5, reasoningTokens: 5 },
  });
});

test.each<Json>([{}, null, 'none', { prompt_tokens: '3' }, { prompt_tokens: -1 }])(
  '%j holds no counts',
  (usage) => {
    expect(readUsage(usage)).toBeNull();
  },
);

test.each([
  { prompt_tokens: 1e15, completion_tokens: 5 },
  { prompt_tokens: 5, completion_tokens: 4_294_967_296 },
])('%j is more than anybody can have said: it is estimated instead', (usage) => {
  expect(readUsage(usage)).toBeNull();
});

test.each([
  [3.2, 4],
  [1e15, 1_000_000_000],
  [Number.NaN, 0],
  ['3', 0],
])('%p counts as %i', (value, count) => {
  expect(countOf(value)).toBe(count);
});
