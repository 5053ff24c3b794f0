import { Anchor, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeyView } from '@weighbridge/contracts/resources/key';
import { Link } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { useRemove } from '../../api/resource.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { formatExact } from '../../ui/format.js';
import { Moment } from '../../ui/moment.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { SourceBadge } from '../../ui/source-badge.js';
import { useAccess } from '../session/use-role.js';
import { useAddress } from '../workspaces/use-address.js';
import { KeyState, stateOf } from './key-state.js';

interface Props {
  rows: KeyView[];
  workspace: string;
  onEdit: (row: KeyView) => void;
  /** Gets the new text of a key. */
  onRotated: (answer: unknown) => void;
}

export function KeyTable({ rows, workspace, onEdit, onRotated }: Props) {
  const { mayChange } = useAccess();
  const address = useAddress();
  const revoke = useRemove('keys', workspace);
  const rotate = useRotate();
  const columns: Column<KeyView>[] = [
    {
      ...{ id: 'name', header: 'Name', sort: (row) => row.name },
      cell: (row) => (
        <Group gap={8}>
          <Anchor component={Link} size="sm" to={address('/requests', { key: row.id })}>
            {row.name}
          </Anchor>
          <Text size="xs" c="dimmed" ff="monospace">
            …{row.hint}
          </Text>
          <SourceBadge source={row.source} />
        </Group>
      ),
    },
    { id: 'state', header: 'State', text: stateOf, cell: (row) => <KeyState row={row} /> },
    {
      ...{ id: 'team', header: 'Team', from: 'lg', sort: (row) => row.team ?? '' },
      cell: (row) => row.team ?? '–',
    },
    { id: 'budget', header: 'Budget', cell: (row) => termsOf(row.budget) },
    { id: 'limits', header: 'Limits', from: 'md', cell: (row) => limitsOf(row.limits) },
    {
      ...{ id: 'models', header: 'May ask for', from: 'lg' },
      cell: (row) => row.allowed_models?.join(', ') ?? 'every model',
    },
    {
      ...{ id: 'created', header: 'Created', from: 'md', sort: (row) => row.created_at },
      cell: (row) => <Moment iso={row.created_at} c="dimmed" />,
    },
  ];
  if (mayChange)
    columns.push(
      actionsColumn(
        (row) =>
          !row.read_only &&
          !row.revoked_at && (
            <RowActions
              onEdit={() => onEdit(row)}
              deleteLabel="Revoke"
              question={`“${row.name}” stops working at once, for good.`}
              onDelete={() => revoke.mutateAsync(row.id)}
            >
              <ConfirmButton
                label="Rotate"
                question={`The present text of “${row.name}” stops working at once.`}
                onConfirm={async () => onRotated(await rotate.mutateAsync(row.id))}
              />
            </RowActions>
          ),
      ),
    );
  return (
    <DataTable
      label="Keys"
      rows={rows}
      columns={columns}
      keyOf={(row) => row.id}
      sortedBy="name"
      filteredBy="keys"
    />
  );
}

function useRotate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf(api.POST('/api/v1/keys/{id}/rotate', { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['keys'] }),
  });
}

const termsOf = (budget: KeyView['budget']): string =>
  budget ? `${formatExact(budget.limit)} ${PER[budget.period]}` : '–';

const PER = {
  ...{ hour: 'an hour', day: 'a day', week: 'a week', month: 'a month', total: 'in total' },
} as const;

function limitsOf({ rpm, tpm, max_parallel: parallel }: KeyView['limits']): string {
  const parts = [rpm && `${rpm} rpm`, tpm && `${tpm} tpm`, parallel && `${parallel} at once`];
  return parts.filter(Boolean).join(' · ') || '–';
}
