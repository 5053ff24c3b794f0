import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SlidingWindow } from './sliding-window.js';

describe('SlidingWindow', () => {
  test('an amount counts for the whole span and is then forgotten', () => {
    const window = new SlidingWindow(60_000, 500);
    window.add(999, 3);
    expect(window.sum(60_998)).toBe(3);
    expect(window.sum(61_000)).toBe(0);
  });

  test('what is taken back counts no more, unless its bucket has left the span', () => {
    const window = new SlidingWindow(1_000, 100);
    const bucket = window.add(50, 10);
    window.takeBack(900, bucket, 4);
    expect(window.sum(900)).toBe(6);
    window.add(2_000, 5);
    window.takeBack(2_000, bucket, 6);
    expect(window.sum(2_000)).toBe(5);
  });

  test('it can say what counts and how old it is', () => {
    const window = new SlidingWindow(1_000, 100);
    window.add(50, 1);
    window.add(500, 10);
    window.add(1_150, 4);
    expect(window.amounts(1_160)).toEqual([
      [660, 10],
      [60, 4],
    ]);
  });

  test('a gap longer than the span forgets everything', () => {
    const window = new SlidingWindow(1_000, 100);
    for (let now = 0; now < 1_000; now += 100) window.add(now, 1);
    expect(window.sum(50_000)).toBe(0);
  });

  test('it knows to the millisecond when it will have fallen', () => {
    const amounts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 9 })),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(amounts, fc.nat(60), (steps, atMost) => {
        const window = new SlidingWindow(1_000, 100);
        let now = 5_000;
        for (const [pause, amount] of steps) window.add((now += pause), amount);
        const wait = window.msUntilAtMost(now, atMost);
        if (wait === 0) expect(window.sum(now)).toBeLessThanOrEqual(atMost);
        else {
          expect(window.sum(now + wait - 1)).toBeGreaterThan(atMost);
          expect(window.sum(now + wait)).toBeLessThanOrEqual(atMost);
        }
      }),
    );
  });
});
