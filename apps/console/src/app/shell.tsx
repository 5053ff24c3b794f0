import { AppShell, Button, Group } from '@mantine/core';
import { Link, Outlet } from 'react-router';
import { useSignOut } from '../features/session/queries.js';
import { WorkspaceProvider } from '../features/workspaces/current-workspace.js';
import { WorkspaceSwitcher } from '../features/workspaces/workspace-switcher.js';
import { ColorSchemeToggle } from '../ui/color-scheme-toggle.js';
import { Logo } from '../ui/logo.js';

/** What surrounds every page. */
export function Shell() {
  const signOut = useSignOut();
  return (
    <WorkspaceProvider>
      <AppShell header={{ height: 56 }} padding="md">
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Link to="/" aria-label="Weighbridge, all requests" style={LINK}>
              <Logo />
            </Link>
            <Group gap="xs" wrap="nowrap">
              <WorkspaceSwitcher />
              <ColorSchemeToggle />
              <Button
                variant="default"
                loading={signOut.isPending}
                onClick={() => signOut.mutate()}
              >
                Sign out
              </Button>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Main>
          <Outlet />
        </AppShell.Main>
      </AppShell>
    </WorkspaceProvider>
  );
}

const LINK = { color: 'inherit', textDecoration: 'none' };
