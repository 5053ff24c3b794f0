import { Alert, Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { CategoryDecision, DecisionView } from '@weighbridge/contracts/evals/decision';
import type { RouteView } from '@weighbridge/contracts/resources/route';
import { ConfirmButton } from '../../../ui/confirm-button.js';
import { type Column, DataTable } from '../../../ui/data-table.js';
import { Field } from '../../../ui/field.js';
import { formatShare } from '../../../ui/format.js';
import { IntervalPlot } from '../../../ui/interval-plot.js';
import { QueryState } from '../../../ui/query-state.js';
import { Section } from '../../../ui/section.js';
import { useAccess } from '../../session/use-role.js';
import { useChangeTable, useDecisions } from '../queries.js';
import { DecisionHistory } from './decision-history.js';

/** What the auto router serves each category with, how sure it is, and how it came to that. */
export function DecisionSection({ workspace, route }: { workspace: string; route: RouteView }) {
  const table = useDecisions(workspace, route.id, true);
  return (
    <QueryState query={table} problem="The decision table could not be read">
      {(decision) =>
        decision ? (
          <>
            <DecisionTable workspace={workspace} decision={decision} />
            <DecisionHistory workspace={workspace} decision={decision} />
          </>
        ) : (
          <Section title="Decision table">
            <Text size="sm" c="dimmed">
              Nothing was decided yet: the default serves every category until judged pairs say
              more.
            </Text>
          </Section>
        )
      }
    </QueryState>
  );
}

interface Props {
  workspace: string;
  decision: DecisionView;
}

function DecisionTable({ workspace, decision }: Props) {
  const { mayChange } = useAccess();
  const change = useChangeTable(workspace, decision.route);
  const { frozen } = decision;
  return (
    <Section
      title="Decision table"
      flush
      aside={
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            version {decision.version}
          </Text>
          {mayChange &&
            (frozen ? (
              <ConfirmButton
                label="Unfreeze"
                question="The router moves categories again as evidence comes in."
                onConfirm={() => change.mutateAsync({ action: 'unfreeze' })}
              />
            ) : (
              <ConfirmButton
                label="Freeze"
                question="No category moves until somebody unfreezes it."
                onConfirm={() => change.mutateAsync({ action: 'freeze' })}
              />
            ))}
        </Group>
      }
    >
      <Stack gap="sm" px="md" pb="sm">
        {frozen && (
          <Alert color="yellow" variant="light" title="Frozen" role="status">
            <Text size="sm">Nothing moves until somebody unfreezes it.</Text>
          </Alert>
        )}
        <Text size="sm">{decision.reason}</Text>
        <SimpleGrid cols={{ base: 2, sm: 5 }}>
          <Field name="Default">{decision.default}</Field>
          <Field name="Judged pairs">{decision.pairs}</Field>
          <Field name="Expected saving">{shareOf(decision.expected_saving)}</Field>
          <Field name="Quality loss at most">{shareOf(decision.expected_loss)}</Field>
          <Field name="Accepted loss">{formatShare(decision.max_quality_loss)}</Field>
        </SimpleGrid>
      </Stack>
      {decision.categories.length > 0 && (
        <DataTable
          label="Decision table"
          rows={decision.categories}
          columns={columnsFor(decision)}
          keyOf={(row) => row.category}
          sortedBy="category"
          filteredBy="categories"
        />
      )}
    </Section>
  );
}

const shareOf = (share: number | null): string => (share === null ? '–' : formatShare(share));

function columnsFor(decision: DecisionView): Column<CategoryDecision>[] {
  const ends = decision.categories.flatMap(({ diff }) => (diff ? [diff.low, diff.high] : []));
  const widest = Math.min(1, Math.max(0.05, ...ends.map(Math.abs)));
  return [
    {
      ...{ id: 'category', header: 'Category', sort: (row) => row.category },
      cell: (row) => row.category,
    },
    {
      ...{ id: 'model', header: 'Served by', text: (row) => row.model },
      cell: (row) => (
        <Group gap={6} wrap="nowrap">
          <Text size="sm">{row.model}</Text>
          {row.moved && (
            <Badge variant="light" color="teal" size="sm" tt="none" fw={500}>
              moved
            </Badge>
          )}
        </Group>
      ),
    },
    {
      ...{ id: 'diff', header: 'Quality against the default' },
      cell: ({ diff, category, moved }) =>
        diff ? (
          <IntervalPlot
            {...diff}
            least={-widest}
            most={widest}
            zero={0}
            bound={-decision.max_quality_loss}
            color={moved ? 'teal' : 'gray'}
            label={category}
          />
        ) : (
          'no evidence'
        ),
    },
    { id: 'n', header: 'Pairs', right: true, cell: (row) => Math.round(row.n) },
    {
      ...{ id: 'saving', header: 'Saving', right: true, from: 'sm' },
      cell: (row) => shareOf(row.saving),
    },
    {
      ...{ id: 'reason', header: 'Why', from: 'md', text: (row) => row.reason },
      cell: (row) => (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'normal' }} maw={360}>
          {row.reason}
        </Text>
      ),
    },
  ];
}
