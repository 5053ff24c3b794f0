import { expect, test } from '@jest/globals';
import { formatCost, formatDuration, formatTime } from './format.js';

test.each([
  [0.42, '0.4 ms'],
  [84.6, '85 ms'],
  [1420, '1.42 s'],
  [12_340, '12.3 s'],
  [125_000, '2 min 5 s'],
])('%s milliseconds read as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  ['0', '$0'],
  ['12.3456', '$12.35'],
  ['0.10', '$0.10'],
  ['0.000123', '$0.00012'],
  ['0.000000001', '$0.000000001'],
])('%s USD reads as %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});

test('a time of today has no date, an older one has', () => {
  const now = new Date(2026, 10, 21, 15, 0, 0);
  expect(formatTime(new Date(2026, 10, 21, 9, 5, 7).toISOString(), now)).toBe('09:05:07');
  expect(formatTime(new Date(2026, 10, 20, 9, 5, 7).toISOString(), now)).toBe(
    '2026-11-20 09:05:07',
  );
});
