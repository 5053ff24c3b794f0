/** What a filter can know of a column. */
export interface Searchable<Row> {
  /** What the cell shows; a filter reads it where it is bare text. */
  cell: (row: Row) => unknown;
  /** What rows are sorted by; a filter reads it where the cell is more than text. */
  sort?: ((row: Row) => string | number) | undefined;
  /** What a filter reads instead. */
  text?: ((row: Row) => string) | undefined;
}

/** The rows of which one cell holds the wanted text, in whatever case; all of them without any. */
export function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly Searchable<Row>[],
  wanted: string,
): readonly Row[] {
  const sought = wanted.trim().toLowerCase();
  if (sought === '') return rows;
  return rows.filter((row) =>
    columns.some((column) => textOf(column, row).toLowerCase().includes(sought)),
  );
}

function textOf<Row>({ cell, sort, text }: Searchable<Row>, row: Row): string {
  if (text) return text(row);
  const shown = cell(row);
  if (typeof shown === 'string' || typeof shown === 'number') return String(shown);
  const sorted = sort?.(row);
  // A number one sorts by is not what the cell says: a share, the place in a list.
  return typeof sorted === 'string' ? sorted : '';
}
