import { Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useRows } from '../../api/resource.js';
import { formatShort } from '../../ui/format.js';
import { useUsage } from '../usage/queries.js';
import classes from './facet-panel.module.css';
import { FACETS, type Facet } from './filters.js';
import type { RequestView } from './use-request-filters.js';

const MOST_VALUES = 6;

/** What the requests of the list have in common, how often; a click narrows the list down to it. */
export function FacetPanel({ view }: { view: RequestView }) {
  return (
    <Paper withBorder p="sm" component="aside" aria-label="Facets">
      <Stack gap="sm">
        {FACETS.map((facet) => (
          <FacetValues key={facet} facet={facet} view={view} />
        ))}
      </Stack>
    </Paper>
  );
}

function FacetValues({ facet, view }: { facet: Facet; view: RequestView }) {
  const { workspace, filters, range, change } = view;
  // The other values of a facet stay to be chosen, so its own filter does not count.
  const { [facet]: chosen, ...others } = filters;
  const usage = useUsage({ workspace, groupBy: [facet], range, filters: others });
  const keys = useRows('keys', workspace).data;
  const values = (usage.data ?? [])
    .map((row) => ({ value: row[facet] as string | null, count: row.requests }))
    .filter((row): row is { value: string; count: number } => row.value !== null)
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_VALUES);
  if (values.length === 0) return null;
  const textOf = (value: string) =>
    (facet === 'key' && keys?.find(({ id }) => id === value)?.name) || value;
  return (
    <div role="group" aria-label={facet}>
      <Text size="xs" fw={600} c="dimmed" mb={2} tt="capitalize">
        {facet}
      </Text>
      {values.map(({ value, count }) => (
        <UnstyledButton
          key={value}
          className={classes.value}
          aria-pressed={chosen === value}
          onClick={() => change(facet, chosen === value ? null : value)}
        >
          <Group justify="space-between" wrap="nowrap" gap={6}>
            <Text size="xs" truncate title={textOf(value)}>
              {textOf(value)}
            </Text>
            <Text size="xs" c="dimmed">
              {formatShort(count)}
            </Text>
          </Group>
        </UnstyledButton>
      ))}
    </div>
  );
}
