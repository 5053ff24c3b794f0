import { Button, Group, Paper, Text } from '@mantine/core';
import { Provider } from '@weighbridge/contracts/config/provider';
import type { ProviderView } from '@weighbridge/contracts/resources/provider';
import { useState } from 'react';
import { useRemove, useRows } from '../../api/resource.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { QueryState } from '../../ui/query-state.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { SourceBadge } from '../../ui/source-badge.js';
import { useAccess } from '../session/use-role.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { ModelsDrawer } from './models-drawer.js';
import { TestButton } from './test-button.js';

const FIRST = ['id', 'type', 'api_key', 'base_url'];
const IDENTITY = ['id', 'workspace'];
const CONFINED = ['workspace'];

/** The upstream accounts that requests may go to. */
export function ProvidersPage() {
  const { id: workspace, all } = useCurrentWorkspace();
  const { mayChange, instanceOwner } = useAccess();
  const providers = useRows('providers', workspace);
  const remove = useRemove('providers', workspace);
  const [editing, setEditing] = useState<'new' | ProviderView | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const row = editing === 'new' || editing === null ? undefined : editing;
  const mine = (provider: ProviderView) =>
    !provider.read_only && mayChange && (instanceOwner || provider.workspace !== null);
  const columns: Column<ProviderView>[] = [
    {
      ...{ id: 'id', header: 'Provider', sort: (provider) => provider.id },
      cell: (provider) => (
        <Group gap={8}>
          <Text size="sm" fw={500}>
            {provider.id}
          </Text>
          <SourceBadge source={provider.source} />
        </Group>
      ),
    },
    {
      ...{ id: 'type', header: 'Type', sort: (provider) => provider.type },
      cell: (provider) => provider.type,
    },
    {
      ...{ id: 'url', header: 'Address', from: 'lg' },
      cell: (provider) => provider.base_url ?? 'of the vendor',
    },
    {
      ...{ id: 'keys', header: 'Keys', right: true, from: 'md' },
      cell: (provider) => provider.api_key_count,
    },
    {
      ...{ id: 'region', header: 'Residency', from: 'md' },
      cell: (provider) =>
        [provider.region, provider.zdr && 'retains nothing'].filter(Boolean).join(', ') || '–',
    },
    {
      ...{ id: 'for', header: 'For', from: 'sm' },
      cell: (provider) => provider.workspace ?? 'every workspace',
    },
    {
      ...{ id: 'actions', header: 'Actions', right: true, hidden: true },
      cell: (provider) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button variant="default" size="compact-xs" onClick={() => setShown(provider.id)}>
            Models
          </Button>
          {mayChange && <TestButton id={provider.id} workspace={workspace} />}
          {mine(provider) && (
            <>
              <Button variant="default" size="compact-xs" onClick={() => setEditing(provider)}>
                Edit
              </Button>
              <ConfirmButton
                label="Delete"
                question={`Routes that name “${provider.id}” lose these targets.`}
                onConfirm={() => remove.mutateAsync(provider.id)}
              />
            </>
          )}
        </Group>
      ),
    },
  ];
  return (
    <Page
      title="Providers"
      about="Accounts at those who run models. Their secrets are kept encrypted and never shown again."
      actions={
        mayChange && (
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setEditing('new')}>
            Add provider
          </Button>
        )
      }
    >
      <Paper withBorder>
        <QueryState query={providers} problem="Providers could not be read">
          {(rows) =>
            rows.length === 0 ? (
              <Empty icon="providers" title="No providers yet">
                Requests need at least one. Keys of vendors set in the environment make their
                providers appear by themselves.
              </Empty>
            ) : (
              <DataTable
                label="Providers"
                rows={rows}
                columns={columns}
                keyOf={(provider) => provider.id}
                sortedBy="id"
              />
            )
          }
        </QueryState>
      </Paper>
      {editing && (
        <RowDialog
          resource="providers"
          workspace={workspace}
          title={row ? `Provider ${row.id}` : 'Add a provider'}
          schema={Provider}
          without={row ? IDENTITY : instanceOwner ? undefined : CONFINED}
          first={row ? undefined : FIRST}
          fixed={row || instanceOwner ? undefined : { workspace }}
          row={row}
          id={row?.id}
          suggest={(name) => (name === 'workspace' ? all.map(({ id }) => id) : undefined)}
          onClose={() => setEditing(null)}
        />
      )}
      {shown && (
        <ModelsDrawer provider={shown} workspace={workspace} onClose={() => setShown(null)} />
      )}
    </Page>
  );
}
