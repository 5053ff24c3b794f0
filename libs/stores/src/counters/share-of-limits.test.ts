import { expect, test } from '@jest/globals';
import { shareOf } from './share-of-limits.js';

const NOBODY = { requests: 0, tokens: 0, slots: 0 };

test.each([
  [
    'the limit divided by the nodes',
    { rpm: 600, tpm: 90, max_parallel: 7 },
    3,
    NOBODY,
    [200, 30, 2],
  ],
  ['one at least', { rpm: 1, tpm: 1, max_parallel: 1 }, 4, NOBODY, [1, 1, 1]],
  [
    'no more than others were just seen to leave',
    { rpm: 40, tpm: 400, max_parallel: 10 },
    2,
    { requests: 25, tokens: 400, slots: 4 },
    [15, 0, 5],
  ],
])('a share is %s', (_, limits, nodes, others, expected) => {
  const share = shareOf(limits, nodes, others);
  expect([share.rpm, share.tpm, share.max_parallel]).toEqual(expected);
});

test('what has no limit has none in its share', () => {
  expect(shareOf({ rpm: 10 }, 2, NOBODY)).toEqual({ rpm: 5 });
});
