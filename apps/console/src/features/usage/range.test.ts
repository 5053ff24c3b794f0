import { expect, test } from '@jest/globals';
import { bucketsOf, findRange, startOf } from './range.js';

const NOW = Date.UTC(2026, 10, 21, 12, 30, 15);

test('a range begins on the edge of a bucket', () => {
  expect(startOf(findRange('1h')!, NOW)).toBe('2026-11-21T11:30:00.000Z');
  expect(startOf(findRange('30d')!, NOW)).toBe('2026-10-22T00:00:00.000Z');
});

test('the buckets of a range reach from its begin into the present without a gap', () => {
  const hours = bucketsOf(findRange('24h')!, NOW);
  expect(hours).toHaveLength(25);
  expect(hours[0]).toBe(Date.UTC(2026, 10, 20, 12) / 1000);
  expect(hours.at(-1)).toBe(Date.UTC(2026, 10, 21, 12) / 1000);
});

test('an unknown name is no range', () => {
  expect(findRange('1y')).toBeUndefined();
  expect(findRange(null)).toBeUndefined();
});
