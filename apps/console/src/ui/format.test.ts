import { expect, test } from '@jest/globals';
import { formatAge, formatCost, formatDuration, formatExact, formatShare } from './format.js';

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
  ['0.2', '$0.20'],
  ['0.0996', '$0.10'],
  ['0.999', '$1.00'],
  ['0.000123', '$0.00012'],
  ['0.000000001', '$0.000000001'],
])('%s USD reads as %s', (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});

test.each([
  ['1', '$1'],
  ['50.00', '$50.00'],
  ['0.2', '$0.20'],
  ['12.5', '$12.50'],
  ['0.085', '$0.085'],
  ['0.000000001', '$0.000000001'],
])('a limit of %s USD reads as %s', (usd, text) => {
  expect(formatExact(usd)).toBe(text);
});

test('a price that is not known is not nothing', () => {
  expect(formatCost(null)).toBe('unknown');
});

test.each([
  [999, 'now'],
  [59_000, '59 s ago'],
  [3 * 3_600_000 + 5, '3 h ago'],
  [50 * 3_600_000, '2 d ago'],
  [-61_000, 'in 1 min'],
  [-4000, 'now'],
])('%s milliseconds ago read as %s', (age, text) => {
  expect(formatAge(1e12 - age, 1e12)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.0042, '0.4 %'],
  [0.42, '42 %'],
  [-0.03, '-3.0 %'],
])('the share %s reads as %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});
