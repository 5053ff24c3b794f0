import { Anchor, Badge, Button, Group, Paper, Text } from '@mantine/core';
import type { RouteView } from '@weighbridge/contracts/resources/route';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRemove, useRows } from '../../api/resource.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { QueryState } from '../../ui/query-state.js';
import { SourceBadge } from '../../ui/source-badge.js';
import { useAccess } from '../session/use-role.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { useAddress } from '../workspaces/use-address.js';
import { RouteDialog } from './route-dialog.js';
import { TryIt } from './try-it.js';
import { useMayChangeRoute } from './use-may-change-route.js';

/** The names callers may ask for, and where their requests go. */
export function RoutingPage() {
  const { id: workspace } = useCurrentWorkspace();
  const { mayChange, mayTry } = useAccess();
  const mayChangeRoute = useMayChangeRoute();
  const address = useAddress();
  const routes = useRows('routes', workspace);
  const remove = useRemove('routes', workspace);
  const [editing, setEditing] = useState<'new' | RouteView | null>(null);
  const columns: Column<RouteView>[] = [
    {
      ...{ id: 'id', header: 'Route', sort: (route) => route.id },
      cell: (route) => (
        <Group gap={8}>
          <Anchor component={Link} size="sm" fw={500} to={address(`/routing/${route.id}`)}>
            {route.id}
          </Anchor>
          <SourceBadge source={route.source} />
        </Group>
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
    { id: 'targets', header: 'Goes to', from: 'sm', cell: (route) => <Targets route={route} /> },
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
    columns.push({
      ...{ id: 'actions', header: 'Actions', right: true, hidden: true },
      cell: (route) =>
        mayChangeRoute(route) && (
          <Group gap={6} justify="flex-end" wrap="nowrap">
            <Button variant="default" size="compact-xs" onClick={() => setEditing(route)}>
              Edit
            </Button>
            <ConfirmButton
              label="Delete"
              question={`Callers who ask for “${route.id}” then get 404.`}
              onConfirm={() => remove.mutateAsync(route.id)}
            />
          </Group>
        ),
    });
  return (
    <Page
      title="Routing"
      about="A route is a name callers put into “model”. Its strategy chooses among its targets for each request."
      actions={
        mayChange && (
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setEditing('new')}>
            Create route
          </Button>
        )
      }
    >
      <Paper withBorder>
        <QueryState query={routes} problem="Routes could not be read">
          {(rows) =>
            rows.length === 0 ? (
              <Empty icon="routing" title="No routes yet">
                Callers name provider/model themselves. A route gives them a name of yours, with
                failover, weights or the auto router behind it.
              </Empty>
            ) : (
              <DataTable
                label="Routes"
                rows={rows}
                columns={columns}
                keyOf={(route) => route.id}
                sortedBy="id"
              />
            )
          }
        </QueryState>
      </Paper>
      {mayTry && <TryIt key={workspace} workspace={workspace} />}
      {editing && (
        <RouteDialog
          workspace={workspace}
          route={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

const MOST_NAMED = 3;

/** The first targets of a route, with their weights where these count. */
function Targets({ route }: { route: RouteView }) {
  const branches = route.categories?.map(({ name, route: to }) => `${name} → ${to}`);
  const weighted = route.strategy === 'weighted';
  const targets = route.targets?.map(({ model, weight }) =>
    weighted ? `${model} (${weight ?? 1})` : model,
  );
  const all = (route.strategy === 'category' ? branches : targets) ?? [];
  const rest = all.length - MOST_NAMED;
  return (
    <Text size="sm" style={{ whiteSpace: 'normal' }}>
      {all.slice(0, MOST_NAMED).join(', ')}
      {rest > 0 && ` and ${rest} more`}
    </Text>
  );
}
