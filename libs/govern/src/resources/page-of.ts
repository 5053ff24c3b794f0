import type { ListOf, ListQuery } from '@weighbridge/contracts/resources/envelope';
import { isAfter, readCursor, writeCursor } from './cursor.js';

/**
 * A page of rows that are all at hand, in the order of their positions, of which no two have the same.
 * @throws ApiError `invalid_request` for a cursor that no page returned
 */
export function pageOf<Row>(
  rows: readonly Row[],
  positionOf: (row: Row) => [string, string],
  { limit, cursor }: Pick<ListQuery, 'limit' | 'cursor'>,
): ListOf<Row> {
  const after = readCursor(cursor);
  const rest = rows
    .map((row) => ({ row, position: positionOf(row) }))
    .filter(({ position }) => after === null || isAfter(position, after))
    .sort((one, other) => (isAfter(one.position, other.position) ? 1 : -1));
  const page = rest.slice(0, limit);
  return {
    data: page.map(({ row }) => row),
    next_cursor: rest.length > limit ? writeCursor(page.at(-1)!.position) : null,
  };
}
