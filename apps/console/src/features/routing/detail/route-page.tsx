import { Anchor, Badge, Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useRows } from '../../../api/resource.js';
import { CodeView } from '../../../ui/code-view.js';
import { Page } from '../../../ui/page.js';
import { ProblemAlert } from '../../../ui/problem-alert.js';
import { Section } from '../../../ui/section.js';
import { SourceBadge } from '../../../ui/source-badge.js';
import { writeYaml } from '../../../ui/write-yaml.js';
import { useMayChange } from '../../session/use-may-change.js';
import { useAccess } from '../../session/use-role.js';
import { useCurrentWorkspace } from '../../workspaces/current-workspace.js';
import { useAddress } from '../../workspaces/use-address.js';
import { RouteDialog } from '../route-dialog.js';
import { TryIt } from '../try-it.js';

import { DecisionSection } from './decision-section.js';
import { HealthSection } from './health-section.js';
import { TargetSection } from './target-section.js';

/** One route: where its requests go, why, and what it did lately. */
export function RoutePage() {
  const { id = '' } = useParams();
  const { id: workspace } = useCurrentWorkspace();
  const { mayTry } = useAccess();
  const mayChange = useMayChange();
  const address = useAddress();
  const routes = useRows('routes', workspace);
  const [editing, setEditing] = useState(false);
  const route = routes.data?.find((row) => row.id === id);
  const back = (
    <Anchor component={Link} to={address('/routing')} size="sm">
      ← All routes
    </Anchor>
  );
  if (!route)
    return (
      <Page title={id}>
        {back}
        {routes.isSuccess ? (
          <ProblemAlert
            title="No such route"
            error={new Error('This workspace has no such route.')}
          />
        ) : (
          <Skeleton height={200} />
        )}
      </Page>
    );
  return (
    <>
      {back}
      <Page
        title={route.id}
        actions={
          <>
            <SourceBadge source={route.source} />
            <Badge variant="light" tt="none" fw={500}>
              {route.strategy.replace('_', ' ')}
            </Badge>
            {mayChange(route) && (
              <Button variant="default" onClick={() => setEditing(true)}>
                Edit
              </Button>
            )}
          </>
        }
      >
        {route.strategy === 'auto' && <DecisionSection workspace={workspace} route={route} />}
        <TargetSection workspace={workspace} route={route} />
        <HealthSection workspace={workspace} route={id} />
        {mayTry && <TryIt key={id} workspace={workspace} route={id} />}
        <Section title="As configured">
          <CodeView
            label="Configuration of the route"
            language="yaml"
            text={asConfiguration(route)}
          />
        </Section>
        {editing && (
          <RouteDialog workspace={workspace} route={route} onClose={() => setEditing(false)} />
        )}
      </Page>
    </>
  );
}

/** As it would stand in the configuration file. */
function asConfiguration(route: Record<string, unknown>): string {
  const { created_at: _at, source: _source, read_only: _only, ...own } = route;
  const given = Object.entries(own).filter(([, value]) => value !== null && value !== undefined);
  return writeYaml({ routes: [Object.fromEntries(given)] });
}
