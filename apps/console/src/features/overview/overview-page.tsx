import { SimpleGrid } from '@mantine/core';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { NoRequests } from '../requests/no-requests.js';
import { RangeChoice, useRange } from '../usage/range-choice.js';
import { useUsage } from '../usage/queries.js';
import { useCurrentWorkspace } from '../workspaces/current-workspace.js';
import { Breakdown } from './breakdown.js';
import { LiveTail } from './live-tail.js';
import { Totals } from './totals.js';
import { UsageCharts } from './usage-charts.js';

/** Every call that judges or replays bears this tag. */
const OF_EVALS = { tag: 'wb:eval' };

/** What happened in a period, and what happens now. */
export function OverviewPage() {
  const { id: workspace } = useCurrentWorkspace();
  const range = useRange('24h');
  const totals = useUsage({ workspace, groupBy: ['workspace'], range });
  const evals = useUsage({ workspace, groupBy: ['workspace'], range, filters: OF_EVALS });
  const ever = useUsage({ workspace, groupBy: ['workspace'], range: undefined });
  const unused = ever.data?.length === 0;
  return (
    <Page title="Overview" actions={<RangeChoice value={range.name} />}>
      {totals.error && (
        <ProblemAlert
          title="Usage could not be read"
          error={totals.error}
          retry={() => void totals.refetch()}
        />
      )}
      {unused ? (
        <NoRequests workspace={workspace} />
      ) : (
        <>
          <Totals usage={totals.data?.[0]} evals={evals.data?.[0]} pending={totals.isPending} />
          <UsageCharts workspace={workspace} range={range} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            <Breakdown workspace={workspace} range={range} />
            <LiveTail workspace={workspace} />
          </SimpleGrid>
        </>
      )}
    </Page>
  );
}
