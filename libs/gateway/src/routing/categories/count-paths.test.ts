import { expect, test } from '@jest/globals';
import { countPaths } from './count-paths.js';

test.each<[string, number]>([
  ['refund', 1],
  ['a|b|c', 3],
  ['\\b(function|SQL|regex|bug)\\b', 4],
  ['(?:refund|invoice|parcel) (?:number|id)', 6],
  ['colou?r', 2],
  ['(?:a|b)?c', 3],
  ['^in [a-z] \\d\\.$', 1],
  ['((a|b)(c|d)|e)', 5],
  ['', 1],
])('%s is walked through in %i ways', (source, ways) => {
  expect(countPaths(source)).toBe(ways);
});

test.each([
  ...[
    'a*',
    'a+',
    'a{2}',
    '.',
    'a??',
    '\\s',
    '\\S',
    '\\W',
    '\\pL',
    '\\x41',
    '\\Qa\\E',
    '\\A',
    '(?i)a',
  ],
  ...['(?P<n>a)', '[^a]', '[\\d]', '[[:alpha:]]', '[a-]', 'é', '(a', 'a)', '\\1', '(a+)+$', 'a?*'],
])('%s repeats or may mean something else to another engine', (source) => {
  expect(countPaths(source)).toBeNull();
});
