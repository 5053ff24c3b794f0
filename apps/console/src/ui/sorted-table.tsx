import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import classes from './sorted-table.module.css';
import type { TableProps } from './data-table.js';
import { Icon } from './icon.js';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
const NEVER = '';

/** The rows of a table in the order of a column, which a click on its heading chooses. */
export function SortedTable<Row>({ label, rows, columns, keyOf, sortedBy = '' }: TableProps<Row>) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, { row: Row }>();
    return helper.columns(
      columns.map((column) =>
        helper.accessor(({ row }) => column.sort?.(row) ?? NEVER, {
          id: column.id,
          header: column.header,
          enableSorting: column.sort !== undefined,
          sortFn: 'basic',
        }),
      ),
    );
  }, [columns]);
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const sorting = sortedBy
    ? [{ id: sortedBy.replace(/^-/, ''), desc: sortedBy.startsWith('-') }]
    : [];
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: ({ row }) => keyOf(row),
    initialState: { sorting },
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const look = (id: string) => {
    const column = byId.get(id)!;
    return { ta: column.right ? ('right' as const) : ('left' as const), visibleFrom: column.from };
  };
  return (
    <Table.ScrollContainer minWidth={280} type="native" tabIndex={0}>
      <Table aria-label={label} verticalSpacing={7} horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          {table.getHeaderGroups().map((group) => (
            <Table.Tr key={group.id}>
              {group.headers.map(({ id, column }) => (
                <Table.Th
                  key={id}
                  {...look(column.id)}
                  className={classes.heading}
                  aria-sort={SORTED[String(column.getIsSorted())]}
                >
                  {byId.get(column.id)!.hidden ? (
                    <VisuallyHidden>{byId.get(column.id)!.header}</VisuallyHidden>
                  ) : column.getCanSort() ? (
                    <UnstyledButton
                      className={classes.sort}
                      data-sorted={column.getIsSorted() || undefined}
                      onClick={() => column.toggleSorting()}
                    >
                      {byId.get(column.id)!.header}
                      <Icon name="sorted" size={12} />
                    </UnstyledButton>
                  ) : (
                    byId.get(column.id)!.header
                  )}
                </Table.Th>
              ))}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody className={classes.body}>
          {table.getRowModel().rows.map((line) => (
            <Table.Tr key={line.id}>
              {columns.map((column) => (
                <Table.Td key={column.id} {...look(column.id)}>
                  {column.cell(line.original.row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const SORTED: Record<string, 'ascending' | 'descending' | undefined> = {
  asc: 'ascending',
  desc: 'descending',
};
