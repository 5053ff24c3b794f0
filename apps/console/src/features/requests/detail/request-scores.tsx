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
          <DataTable
            label="Scores"
            rows={rows}
            columns={COLUMNS}
            keyOf={(row) => row.id}
            filteredBy="scores"
          />
        )}
      </Stack>
    </Section>
  );
}

const LABEL = 150;
/** Breaks between words, and within one only where it fills a line. */
const WRAPPED = { whiteSpace: 'normal', overflowWrap: 'break-word' } as const;
/** Gives way to the other columns, as far down as its least width. */
const BROKEN = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;
const SOURCES: Record<ScoreView['source'], string> = {
  ...{ api: 'a caller', evaluator: 'an evaluator', annotation: 'a person' },
};

const COLUMNS: Column<ScoreView>[] = [
  {
    ...{ id: 'name', header: 'Score', text: (row) => row.name },
    cell: (row) => (
      <Stack gap={0}>
        <Text size="sm" maw={LABEL} style={WRAPPED}>
          {row.name}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          by {SOURCES[row.source]}
        </Text>
      </Stack>
    ),
  },
  {
    ...{ id: 'value', header: 'Value', right: true, text: (row) => String(row.value) },
    cell: (row) => (
      <Text size="sm" maw={LABEL} style={WRAPPED}>
        {typeof row.value === 'number' ? Number(row.value.toFixed(3)) : row.value}
      </Text>
    ),
  },
  {
    ...{ id: 'comment', header: 'Comment', text: (row) => row.comment ?? '' },
    cell: (row) => (
      <Text size="sm" lineClamp={4} miw={80} style={BROKEN} title={row.comment ?? undefined}>
        {row.comment ?? '–'}
      </Text>
    ),
  },
  { id: 'at', header: 'When', right: true, cell: (row) => <Moment iso={row.created_at} /> },
];
