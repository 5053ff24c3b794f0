import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, suggestNearest } from './suggest-nearest.js';

const KNOWN = [
  'providers',
  'routes',
  'priority',
  'weighted',
  'gpt-4o-mini',
  'gpt-4o',
  'tpm',
  'rpm',
];

describe('suggestNearest', () => {
  test.each([
    ['provider', 'providers'],
    ['prioirty', 'priority'],
    ['Weighted', 'weighted'],
    ['gpt_4o_mini', 'gpt-4o-mini'],
    ['gpt-4o-mnii', 'gpt-4o-mini'],
    ['rpn', 'rpm'],
    ['completely-else', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%j suggests %j', (written, nearest) => {
    expect(suggestNearest(written, KNOWN)).toBe(nearest);
  });

  test('a known name suggests itself before its neighbours', () => {
    expect(suggestNearest('tpm', ['rpm', 'tpm'])).toBe('tpm');
  });
});

describe('editDistance', () => {
  test.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
  ])('%j to %j is %d', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  test('is symmetric and at most the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (from, to) => {
        const distance = editDistance(from, to);
        expect(distance).toBe(editDistance(to, from));
        expect(distance).toBeLessThanOrEqual(Math.max(from.length, to.length));
        expect(distance === 0).toBe(from === to);
      }),
    );
  });
});
