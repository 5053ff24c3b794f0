import { expect, test } from '@jest/globals';
import { findNul } from './find-nul.js';

test.each<[unknown, ReturnType<typeof findNul>]>([
  ['a\0', []],
  [{ a: [{ b: 'c' }, { b: '\0' }] }, ['a', 1, 'b']],
  [{ a: { 'b\0': 1 } }, ['a']],
  [{ a: ['\n', 'b', null, 3, true] }, null],
  [undefined, null],
])('the place of U+0000 in %j is %j', (input, path) => {
  expect(findNul(input)).toEqual(path);
});

test('an input nested as deep as a body may be is gone through', () => {
  const depth = 20_000;
  const input = JSON.parse(`${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`) as unknown;
  expect(findNul(input)).toHaveLength(depth);
});
