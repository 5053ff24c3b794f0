import { expect, test } from '@jest/globals';
import { readFilters } from './filters.js';

test('an address holds its filters and nothing else of it is one', () => {
  const address = new URLSearchParams('workspace=acme&status=error&q=a+b&model=&cursor=x');
  expect(readFilters(address)).toEqual({ status: 'error', q: 'a b' });
});
