import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { ComparisonView } from '@weighbridge/contracts/evals/comparison';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { formatShare } from '../../ui/format.js';
import { IntervalPlot } from '../../ui/interval-plot.js';
import { QueryState } from '../../ui/query-state.js';
import { Section } from '../../ui/section.js';
import { useAddress } from '../workspaces/use-address.js';
import { PairsDrawer } from './pairs-drawer.js';
import { useComparisons } from './queries.js';
import { VerdictBadge, verdictColor } from './verdict-badge.js';

/** Candidates against the models that serve, as verdicts people can read. */
export function ComparisonSection({ workspace }: { workspace: string }) {
  const comparisons = useComparisons(workspace);
  const address = useAddress();
  const [shown, setShown] = useState<ComparisonView | null>(null);
  return (
    <>
      <QueryState query={comparisons} problem="Comparisons could not be read">
        {(rows) =>
          rows.length === 0 ? (
            <Paper withBorder>
              <Empty
                icon="evals"
                title="No comparisons yet"
                action={
                  <Button component={Link} to={address('/settings')} variant="default">
                    Choose a judge and candidates
                  </Button>
                }
              >
                Give the workspace a share of traffic to sample, a judge, candidates and a daily
                limit. Sampled requests are then replayed on the candidates and judged in pairs.
              </Empty>
            </Paper>
          ) : (
            <Stack gap="md">
              {[...new Set(rows.map(({ category }) => category))].sort().map((category) => (
                <Section key={category} title={category} flush>
                  <DataTable
                    label={`Comparisons in ${category}`}
                    rows={rows.filter((row) => row.category === category)}
                    columns={columnsFor(setShown)}
                    keyOf={(row) => `${row.incumbent} ${row.candidate}`}
                    sortedBy="-diff"
                    filteredBy={`in-${category}`}
                  />
                </Section>
              ))}
              <Calibration comparisons={rows} />
            </Stack>
          )
        }
      </QueryState>
      {shown && (
        <PairsDrawer workspace={workspace} comparison={shown} onClose={() => setShown(null)} />
      )}
    </>
  );
}

const columnsFor = (show: (row: ComparisonView) => void): Column<ComparisonView>[] => [
  {
    ...{ id: 'candidate', header: 'Candidate', sort: (row) => row.candidate },
    text: ({ candidate, incumbent }) => `${candidate} against ${incumbent}`,
    cell: (row) => (
      <Stack gap={0}>
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => show(row)}>
          {row.candidate}
        </Anchor>
        <Text size="xs" c="dimmed">
          against {row.incumbent}
        </Text>
      </Stack>
    ),
  },
  {
    ...{ id: 'verdict', header: 'Verdict', sort: (row) => row.verdict },
    cell: (row) => (
      <Group gap={6}>
        <VerdictBadge verdict={row.verdict} />
        {row.judge.uncalibrated && (
          <Badge variant="outline" color="gray" size="sm" tt="none" fw={500}>
            uncalibrated
          </Badge>
        )}
      </Group>
    ),
  },
  {
    ...{ id: 'diff', header: 'Wins minus losses', sort: (row) => row.diff.mean },
    cell: (row) => (
      <IntervalPlot
        {...row.diff}
        {...{ least: -1, most: 1, zero: 0, color: verdictColor(row.verdict) }}
        label={`${row.candidate} in ${row.category}`}
      />
    ),
  },
  {
    ...{ id: 'n', header: 'Pairs', right: true, from: 'xs', sort: (row) => row.n },
    cell: (row) => `${row.n} (${row.win}–${row.tie}–${row.loss})`,
  },
  {
    ...{ id: 'cost', header: 'Cost', right: true, from: 'sm', sort: (row) => row.cost_ratio ?? 0 },
    cell: (row) => timesOf(row.cost_ratio),
  },
  {
    ...{ id: 'latency', header: 'Latency', right: true, from: 'sm' },
    ...{ sort: (row) => row.latency_ratio ?? 0 },
    cell: (row) => timesOf(row.latency_ratio),
  },
  {
    ...{ id: 'words', header: 'In words', from: 'lg', text: (row) => row.explanation },
    cell: (row) => (
      <Text size="xs" c="dimmed" maw={380} style={{ whiteSpace: 'normal' }}>
        {row.explanation}
      </Text>
    ),
  },
];

const timesOf = (ratio: number | null): string => (ratio === null ? '–' : `${ratio.toFixed(2)} ×`);

/** How far the judges can be trusted. */
function Calibration({ comparisons }: { comparisons: ComparisonView[] }) {
  const judges = new Map(comparisons.map(({ judge }) => [judge.model, judge]));
  return (
    <Section title="Judges">
      {[...judges.values()].map((judge) => (
        <Text key={judge.model} size="sm">
          {judge.uncalibrated || judge.agreement === null
            ? `${judge.model}: nobody has labelled its pairs yet. Open a comparison to label some; 60 labels say how far it agrees with people.`
            : `${judge.model}: agrees with people in ${formatShare(judge.agreement)} of ${judge.labels} labelled pairs, κ ${judge.kappa?.toFixed(2) ?? '–'}. Below 0.60 no route follows it.`}
        </Text>
      ))}
    </Section>
  );
}
