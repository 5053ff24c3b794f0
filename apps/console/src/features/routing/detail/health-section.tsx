import { Badge, Text } from '@mantine/core';
import type { RouteHealthView } from '@weighbridge/contracts/resources/route-health';
import { type Column, DataTable } from '../../../ui/data-table.js';
import { formatDuration, formatShare } from '../../../ui/format.js';
import { QueryState } from '../../../ui/query-state.js';
import { Section } from '../../../ui/section.js';
import { useHealth } from '../queries.js';

type Target = RouteHealthView['targets'][number];

/** How the targets are doing right now. */
export function HealthSection({ workspace, route }: { workspace: string; route: string }) {
  const health = useHealth(workspace, route);
  return (
    <Section title="Live health" flush>
      <QueryState query={health} problem="Health could not be read">
        {({ measured, targets }) =>
          measured ? (
            <DataTable
              label="Live health"
              rows={targets}
              columns={COLUMNS}
              keyOf={(target) => `${target.stage} ${target.model}`}
              filteredBy="health"
            />
          ) : (
            <Text size="sm" c="dimmed" px="md" pb="md">
              No gateway runs in the process that answers here, so nothing is known.
            </Text>
          )
        }
      </QueryState>
    </Section>
  );
}

/** Closed lets everything through; half-open lets one request try. */
const COLORS: Record<Target['breaker'], string> = {
  closed: 'teal',
  'half-open': 'yellow',
  open: 'red',
};

const stateOf = ({ breaker, blocked_by: by }: Target): string =>
  by?.replaceAll('_', ' ') ?? breaker;

const COLUMNS: Column<Target>[] = [
  {
    ...{ id: 'model', header: 'Target' },
    cell: ({ model, via }) => (via ? `${model} (by ${via})` : model),
  },
  {
    ...{ id: 'breaker', header: 'Breaker', text: stateOf },
    cell: (target) => (
      <Badge
        variant="light"
        color={target.blocked_by ? 'red' : COLORS[target.breaker]}
        tt="none"
        fw={500}
      >
        {stateOf(target)}
        {target.retry_after_ms !== null && `, ${formatDuration(target.retry_after_ms)}`}
      </Badge>
    ),
  },
  {
    ...{ id: 'success', header: 'Success', right: true },
    cell: ({ samples, success_rate: rate }) => (samples === 0 ? '–' : formatShare(rate)),
  },
  {
    ...{ id: 'first', header: 'First token', right: true },
    cell: ({ first_token_ms: ms }) => (ms === null ? '–' : formatDuration(ms)),
  },
  {
    ...{ id: 'speed', header: 'Tokens a second', right: true, from: 'sm' },
    cell: ({ tokens_per_second: speed }) => (speed === null ? '–' : Math.round(speed)),
  },
  {
    ...{ id: 'running', header: 'In flight', right: true, from: 'sm' },
    cell: (target) => target.in_flight,
  },
  {
    ...{ id: 'quota', header: 'Quota left', right: true, from: 'md' },
    cell: ({ quota_left: left }) => (left === null ? 'unlimited' : formatShare(left)),
  },
];
