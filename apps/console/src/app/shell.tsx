import { AppShell, Burger, Group, Loader } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { Link, Outlet } from 'react-router';
import { WorkspaceProvider } from '../features/workspaces/current-workspace.js';
import { WorkspaceSwitcher } from '../features/workspaces/workspace-switcher.js';
import { Logo } from '../ui/logo.js';
import { Account } from './account.js';
import { Navigation } from './navigation.js';
import classes from './shell.module.css';
import { ShortcutHelp } from './shortcut-help.js';
import { useShortcuts } from './use-shortcuts.js';

/** What surrounds every page: the pages at the left, below a button where the screen is narrow. */
export function Shell() {
  return (
    <WorkspaceProvider>
      <Frame />
    </WorkspaceProvider>
  );
}

function Frame() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [helping, help] = useDisclosure(false);
  useShortcuts(help.open);
  return (
    <AppShell
      header={{ height: { base: 48, sm: 0 } }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
      transitionDuration={0}
    >
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="sm" justify="space-between">
          <Logo />
          <Burger opened={opened} onClick={toggle} size="sm" aria-label="Pages" />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <AppShell.Section visibleFrom="sm" mb="sm" px={6}>
          <Link to="/" aria-label="Weighbridge, overview" className={classes.home}>
            <Logo />
          </Link>
        </AppShell.Section>
        <AppShell.Section mb="sm">
          <WorkspaceSwitcher />
        </AppShell.Section>
        <AppShell.Section grow>
          <Navigation onGo={close} />
        </AppShell.Section>
        <AppShell.Section px={6}>
          <Account />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<Loader size="sm" aria-label="Loading" />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <ShortcutHelp opened={helping} onClose={help.close} />
    </AppShell>
  );
}
