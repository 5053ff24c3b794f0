import { expect, test } from '@jest/globals';
import { judgeRouting } from './judge-routing.js';

test('a twentieth of the simulation already shows what the whole is to show', () => {
  for (const { what, measured, atMost } of judgeRouting(10_000, 1))
    expect({ what, measured, holds: measured <= atMost }).toEqual({ what, measured, holds: true });
});
