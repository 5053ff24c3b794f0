import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { ConfirmButton } from './confirm-button.js';
import type { Column } from './data-table.js';

interface Props {
  /** Absent: the row cannot be changed here. */
  onEdit?: (() => void) | false | undefined;
  onDelete?: (() => Promise<unknown>) | false | undefined;
  /** What deleting it will do, in one sentence. */
  question?: string;
  deleteLabel?: string;
  /** Buttons of its own, before these. */
  children?: ReactNode;
}

/** What can be done with a row, at its right end. */
export function RowActions({ onEdit, onDelete, question, deleteLabel, children }: Props) {
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {children}
      {onEdit && (
        <Button variant="default" size="compact-xs" onClick={onEdit}>
          Edit
        </Button>
      )}
      {onDelete && (
        <ConfirmButton
          label={deleteLabel ?? 'Delete'}
          question={question ?? ''}
          onConfirm={onDelete}
        />
      )}
    </Group>
  );
}

/** The column of the actions; screen readers hear what it is. */
export const actionsColumn = <Row,>(cell: (row: Row) => ReactNode): Column<Row> => ({
  ...{ id: 'actions', header: 'Actions', right: true, hidden: true },
  cell,
});
