import { expect, test } from '@jest/globals';
import { paceRestarts } from './pace-restarts.js';

test('the pause after a failure doubles up to eight seconds', () => {
  const pace = paceRestarts(() => 0);
  expect([1, 2, 3, 4, 5].map(() => pace.ended())).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
});

test.each([
  ['has stood for half a minute is left for a second', 30_000, 1_000],
  ['ends soon after it was ready is left for longer', 29_999, 4_000],
])('one that %s', (_case, stoodFor, pause) => {
  let now = 0;
  const pace = paceRestarts(() => now);
  pace.ended();
  pace.ended();
  pace.stood();
  now = stoodFor;
  expect(pace.ended()).toBe(pause);
});
