import { describe, expect, test } from '@jest/globals';
import { slope, summarise } from './summarise.js';

describe('summarise', () => {
  test.each([
    [[3, 1, 2], { median: 2, low: 1.5, high: 2.5 }],
    [[4, 1, 3, 2], { median: 2.5, low: 1.75, high: 3.25 }],
    [[7], { median: 7, low: 7, high: 7 }],
    [[], { median: 0, low: 0, high: 0 }],
  ])('%j has the quartiles %j', (values, summary) => {
    expect(summarise(values)).toEqual(summary);
  });
});

describe('slope', () => {
  test('a straight line has its own slope', () => {
    expect(slope([0, 1, 2, 3].map((x) => ({ x, y: 5 - 2 * x })))).toBeCloseTo(-2);
  });

  test('noise around a level has none', () => {
    const points = [1, -1, -1, 1].map((y, x) => ({ x, y }));
    expect(slope(points)).toBeCloseTo(0);
  });

  test('a single point has none', () => {
    expect(slope([{ x: 1, y: 1 }])).toBe(0);
  });
});
