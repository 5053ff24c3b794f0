import { expect, test } from '@jest/globals';
import { ListQuery } from '@weighbridge/contracts/resources/envelope';
import { pageOf } from './page-of.js';

const ROWS = ['b2', 'a3', 'a1', 'c1', 'a2'];
const page = (limit: number, cursor?: string) =>
  pageOf(ROWS, (row) => [row[0]!, row[1]!], ListQuery.parse({ limit, cursor }));

test.each([1, 2, 3, 5, 6])('pages of %i rows hold every row once, in order', (limit) => {
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { data, next_cursor } = page(limit, cursor);
    expect(data.length).toBeLessThanOrEqual(limit);
    seen.push(...data);
    cursor = next_cursor;
  }
  expect(seen).toEqual(['a1', 'a2', 'a3', 'b2', 'c1']);
});

test('a cursor that no page returned is refused', () => {
  expect(() => page(2, 'nonsense')).toThrow('next_cursor');
});
