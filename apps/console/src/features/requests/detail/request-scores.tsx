import { Button, Group, Stack, Text } from '@mantine/core';
import type { ScoreView } from '@weighbridge/contracts/evals/score';
import { type Column, DataTable } from '../../../ui/data-table.js';
import { Moment } from '../../../ui/moment.js';
import { ProblemAlert } from '../../../ui/problem-alert.js';
import { Section } from '../../../ui/section.js';
import { useScores, useSetScore } from '../../evals/queries.js';
import { useAccess } from '../../session/use-role.js';

/** The name under which the two buttons judge. */
const NAME = 'thumbs';
const THUMBS = [
  ['Good', 1],
  ['Bad', 0],
] as const;

interface Props {
  workspace: string;
  requestId: string;
}

/** What evaluators, users and people thought of a request, with two buttons to say so. */
export function RequestScores({ workspace, requestId }: Props) {
  const scores = useScores(workspace, requestId);
  const set = useSetScore(workspace);
  const { mayTry } = useAccess();
  const judge = (value: number) => set.mutate({ request_id: requestId, name: NAME, value });
  const rows = scores.data ?? [];
  return (
    <Section
      title="Scores"
      flush={rows.length > 0}
      aside={
        mayTry && (
          <Group gap={6}>
            {THUMBS.map(([label, value]) => (
              <Button
                key={label}
                variant="default"
                size="compact-xs"
                disabled={set.isPending}
                onClick={() => judge(value)}
              >
                {label}
              </Button>
            ))}
          </Group>
        )
      }
    >
      <Stack gap="xs">
        {set.error && <ProblemAlert title="Not scored" error={set.error} />}
        {rows.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nobody has scored this answer yet.
          </Text>
        ) : (
          <DataTable label="Scores" rows={rows} columns={COLUMNS} keyOf={(row) => row.id} />
        )}
      </Stack>
    </Section>
  );
}

const COLUMNS: Column<ScoreView>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name },
  {
    ...{ id: 'value', header: 'Value', right: true },
    cell: (row) => (typeof row.value === 'number' ? Number(row.value.toFixed(3)) : row.value),
  },
  { id: 'source', header: 'By', cell: (row) => row.source },
  { id: 'comment', header: 'Comment', cell: (row) => row.comment ?? '–' },
  { id: 'at', header: 'When', right: true, cell: (row) => <Moment iso={row.created_at} /> },
];
