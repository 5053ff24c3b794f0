import { expect, test } from '@jest/globals';
import { readFilters, withFilter } from './filters.js';

test('an address holds its filters and nothing else of it is one', () => {
  const address = new URLSearchParams('workspace=acme&status=error&q=a+b&model=&cursor=x');
  expect(readFilters(address)).toEqual({ status: 'error', q: 'a b' });
});

test('a filter is set and taken away without touching the rest', () => {
  const address = new URLSearchParams('workspace=acme&status=error');
  expect(String(withFilter(address, 'model', 'a/b'))).toBe(
    'workspace=acme&status=error&model=a%2Fb',
  );
  expect(String(withFilter(address, 'status', null))).toBe('workspace=acme');
});
