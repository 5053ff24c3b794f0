import { Button } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { Empty } from './empty.js';
import { filterRows, type Searchable } from './filter-rows.js';
import { SortedTable } from './sorted-table.js';
import { TableFilter } from './table-filter.js';
import { useAddressText } from './use-address-text.js';

export interface Column<Row> extends Searchable<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** What rows are sorted by; without it they cannot be sorted by this column. */
  sort?: ((row: Row) => string | number) | undefined;
  right?: boolean;
  /** The heading is there for screen readers alone. */
  hidden?: boolean;
  /** Screens narrower than this do without the column. */
  from?: 'xs' | 'sm' | 'md' | 'lg' | undefined;
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  /** The column it is sorted by at first; `-` before it: the largest first. */
  sortedBy?: string | undefined;
}

interface Props<Row> extends TableProps<Row> {
  /** The search parameter that keeps its filter; without one it has no filter. */
  filteredBy?: string | undefined;
}

/** As many rows are read faster than a word is typed. */
const FEW_ROWS = 8;

/** A table of rows that are all here: sortable by a click on a heading, and filtered by a text. */
export function DataTable<Row>({ filteredBy, rows, ...table }: Props<Row>) {
  const { label, columns } = table;
  const [text, setText] = useAddressText(filteredBy);
  const field = useRef<HTMLInputElement>(null);
  const shown = filterRows(rows, columns, text);
  const clear = () => {
    setText('');
    field.current?.focus();
  };
  const filter = filteredBy !== undefined && (rows.length > FEW_ROWS || text !== '');
  return (
    <>
      {filter && (
        <TableFilter
          {...{ label, text, field }}
          {...{ all: rows.length, shown: shown.length, onChange: setText }}
        />
      )}
      {rows.length > 0 && shown.length === 0 ? (
        <Empty
          icon="search"
          title="Nothing matches"
          action={
            <Button variant="default" onClick={clear}>
              Clear the filter
            </Button>
          }
        >
          {`None of the ${rows.length} rows says “${text.trim()}”.`}
        </Empty>
      ) : (
        <SortedTable {...table} rows={shown} />
      )}
    </>
  );
}
