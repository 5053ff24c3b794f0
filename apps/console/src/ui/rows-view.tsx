import type { ReactNode } from 'react';
import { type Column, DataTable } from './data-table.js';
import { QueryState } from './query-state.js';

interface Props<Row> {
  query: { data: Row[] | undefined; error: Error | null; refetch: () => Promise<unknown> };
  /** What the rows are, as a title of their table: `Keys`. */
  label: string;
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  sortedBy?: string;
  /** The search parameter that keeps the filter of the table. */
  filteredBy: string;
  /** Instead of a table without rows. */
  empty: ReactNode;
}

/** The rows of a resource: while they are read, when they cannot be, when there are none. */
export function RowsView<Row>({ query, label, empty, ...table }: Props<Row>) {
  return (
    <QueryState query={query} problem={`${label} could not be read`}>
      {(rows) => (rows.length === 0 ? empty : <DataTable label={label} rows={rows} {...table} />)}
    </QueryState>
  );
}
