import { Stack } from '@mantine/core';
import { Page } from '../../ui/page.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { CategorySection } from './category-section.js';
import { CategoryTest } from './category-test.js';
import { ServerSection } from './server-section.js';
import { WorkspaceSection } from './workspace-section.js';

/** What holds for the whole workspace. */
export function SettingsPage() {
  const { id, all } = useCurrentWorkspace();
  const workspace = all.find((row) => row.id === id)!;
  return (
    <Page title="Settings" about={`What holds for the whole workspace ${workspace.name}.`}>
      <Stack gap="md">
        <WorkspaceSection key={id} workspace={workspace} />
        <CategorySection workspace={id} />
        <CategoryTest key={`test ${id}`} workspace={id} />
        <ServerSection />
      </Stack>
    </Page>
  );
}
