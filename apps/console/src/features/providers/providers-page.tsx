import { Button, Paper } from '@mantine/core';
import { Provider } from '@weighbridge/contracts/config/provider';
import type { ProviderView } from '@weighbridge/contracts/resources/provider';
import { useState } from 'react';
import { useRemove, useRows } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import type { Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Page } from '../../ui/page.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { RowName } from '../../ui/row-name.js';
import { RowsView } from '../../ui/rows-view.js';
import { RowDialog } from '../../ui/schema-form/row-dialog.js';
import { useEditing } from '../../ui/use-editing.js';
import { useMayChange } from '../session/use-may-change.js';
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
  const editing = useEditing<ProviderView>();
  const [shown, setShown] = useState<string | null>(null);
  const { row } = editing;
  const mine = useMayChange();
  const columns: Column<ProviderView>[] = [
    {
      ...{ id: 'id', header: 'Provider', sort: (provider) => provider.id },
      cell: (provider) => <RowName source={provider.source}>{provider.id}</RowName>,
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
    actionsColumn((provider) => (
      <RowActions
        onEdit={mine(provider) && (() => editing.edit(provider))}
        onDelete={mine(provider) && (() => remove.mutateAsync(provider.id))}
        question={`Routes that name “${provider.id}” lose these targets.`}
      >
        <Button variant="default" size="compact-xs" onClick={() => setShown(provider.id)}>
          Models
        </Button>
        {mayChange && <TestButton id={provider.id} workspace={workspace} />}
      </RowActions>
    )),
  ];
  return (
    <Page
      title="Providers"
      about="Accounts at those who run models. Their secrets are kept encrypted and never shown again."
      actions={mayChange && <CreateButton label="Add provider" onClick={editing.create} />}
    >
      <Paper withBorder>
        <RowsView
          query={providers}
          label="Providers"
          columns={columns}
          keyOf={(provider) => provider.id}
          sortedBy="id"
          filteredBy="filter"
          empty={
            <Empty icon="providers" title="No providers yet">
              Requests need at least one. Keys of vendors set in the environment make their
              providers appear by themselves.
            </Empty>
          }
        />
      </Paper>
      {editing.opened && (
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
          onClose={editing.close}
        />
      )}
      {shown && (
        <ModelsDrawer provider={shown} workspace={workspace} onClose={() => setShown(null)} />
      )}
    </Page>
  );
}
