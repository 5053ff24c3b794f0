import { Stack } from '@mantine/core';
import { Page } from '../../ui/page.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { BudgetSection } from './budget-section.js';
import { KeySection } from './key-section.js';

/** Who may call, and what may be spent. */
export function KeysPage() {
  const { id: workspace } = useCurrentWorkspace();
  return (
    <Page
      title="Keys and budgets"
      about="A key opens the gateway for one caller. A budget stops every request that no longer fits it, with 402."
    >
      <Stack gap="md">
        <KeySection workspace={workspace} />
        <BudgetSection workspace={workspace} />
      </Stack>
    </Page>
  );
}
