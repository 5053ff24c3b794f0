import { Anchor, Badge, Paper, Text } from '@mantine/core';
import type { RouteView } from '@weighbridge/contracts/resources/route';
import { Link } from 'react-router';
import { useRemove, useRows } from '../../api/resource.js';
import { CreateButton } from '../../ui/create-button.js';
import type { Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Page } from '../../ui/page.js';
import { RowActions, actionsColumn } from '../../ui/row-actions.js';
import { RowName } from '../../ui/row-name.js';
import { RowsView } from '../../ui/rows-view.js';
import { useEditing } from '../../ui/use-editing.js';
import { useMayChange } from '../session/use-may-change.js';
import { useAccess } from '../session/use-role.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { useAddress } from '../workspaces/use-address.js';
import { RouteDialog } from './route-dialog.js';
import { TryIt } from './try-it.js';

/** The names callers may ask for, and where their requests go. */
export function RoutingPage() {
  const { id: workspace } = useCurrentWorkspace();
  const { mayChange, mayTry } = useAccess();
  const mine = useMayChange();
  const address = useAddress();
  const routes = useRows('routes', workspace);
  const remove = useRemove('routes', workspace);
  const editing = useEditing<RouteView>();
  const columns: Column<RouteView>[] = [
    {
      ...{ id: 'id', header: 'Route', sort: (route) => route.id },
      cell: (route) => (
        <RowName source={route.source}>
          <Anchor component={Link} size="sm" fw={500} to={address(`/routing/${route.id}`)}>
            {route.id}
          </Anchor>
        </RowName>
      ),
    },
    {
      ...{ id: 'strategy', header: 'Strategy', sort: (route) => route.strategy },
      cell: (route) => (
        <Badge variant="light" tt="none" fw={500} size="sm">
          {route.strategy.replace('_', ' ')}
        </Badge>
      ),
    },
    {
      ...{
        id: 'targets',
        header: 'Goes to',
        from: 'sm',
        text: (route) => goalsOf(route).join(', '),
      },
      cell: (route) => <Targets route={route} />,
    },
    {
      ...{ id: 'fallbacks', header: 'Then', from: 'lg' },
      cell: (route) => route.fallbacks?.join(', ') || '–',
    },
    {
      ...{ id: 'for', header: 'For', from: 'md' },
      cell: (route) => route.workspace ?? 'every workspace',
    },
  ];
  if (mayChange)
    columns.push(
      actionsColumn((route) => (
        <RowActions
          onEdit={mine(route) && (() => editing.edit(route))}
          onDelete={mine(route) && (() => remove.mutateAsync(route.id))}
          question={`Callers who ask for “${route.id}” then get 404.`}
        />
      )),
    );
  return (
    <Page
      title="Routing"
      about="A route is a name callers put into “model”. Its strategy chooses among its targets for each request."
      actions={mayChange && <CreateButton label="Create route" onClick={editing.create} />}
    >
      <Paper withBorder>
        <RowsView
          query={routes}
          label="Routes"
          columns={columns}
          keyOf={(route) => route.id}
          sortedBy="id"
          filteredBy="filter"
          empty={
            <Empty icon="routing" title="No routes yet">
              Callers name provider/model themselves. A route gives them a name of yours, with
              failover, weights or the auto router behind it.
            </Empty>
          }
        />
      </Paper>
      {mayTry && <TryIt key={workspace} workspace={workspace} />}
      {editing.opened && (
        <RouteDialog workspace={workspace} route={editing.row} onClose={editing.close} />
      )}
    </Page>
  );
}

const MOST_NAMED = 3;

/** Where a route leads: its branches, or its targets with their weights where these count. */
function goalsOf({ strategy, categories, targets }: RouteView): string[] {
  if (strategy === 'category')
    return (categories ?? []).map(({ name, route: to }) => `${name} → ${to}`);
  return (targets ?? []).map(({ model, weight }) =>
    strategy === 'weighted' ? `${model} (${weight ?? 1})` : model,
  );
}

/** The first of these. */
function Targets({ route }: { route: RouteView }) {
  const all = goalsOf(route);
  const rest = all.length - MOST_NAMED;
  return (
    <Text size="sm" style={{ whiteSpace: 'normal' }}>
      {all.slice(0, MOST_NAMED).join(', ')}
      {rest > 0 && ` and ${rest} more`}
    </Text>
  );
}
