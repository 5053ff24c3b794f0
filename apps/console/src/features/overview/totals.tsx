import { Paper, SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import { formatCost, formatDuration, formatShare, formatShort } from '../../ui/format.js';

interface Figure {
  name: string;
  value: string;
  note: string;
}

interface Props {
  usage: UsageView | undefined;
  /** The part of it that judged and replayed. */
  evals: UsageView | undefined;
  pending: boolean;
}

/** The figures of the whole period. */
export function Totals({ usage, evals, pending }: Props) {
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 3, lg: 6 }}
      spacing="md"
      component="section"
      aria-label="Totals"
    >
      {figuresOf(usage, evals).map(({ name, value, note }) => (
        <Paper key={name} withBorder p="sm">
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          {pending ? (
            <Skeleton height={28} w={80} />
          ) : (
            <Text fz={22} fw={600} lh={1.3} style={{ fontVariantNumeric: 'tabular-nums' }}>
              {value}
            </Text>
          )}
          <Text size="xs" c="dimmed" truncate>
            {note}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function figuresOf(usage: UsageView | undefined, evals: UsageView | undefined): Figure[] {
  const requests = usage?.requests ?? 0;
  const share = (part: number, whole: number) => formatShare(whole === 0 ? 0 : part / whole);
  const tokens = (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0);
  const cost = usage?.cost_usd ?? '0';
  return [
    {
      name: 'Requests',
      value: formatShort(requests),
      note: evals ? `${formatShort(evals.requests)} by evaluations` : 'all from callers',
    },
    {
      ...{ name: 'Spend', value: formatCost(cost) },
      note: evals
        ? `${formatCost(evals.cost_usd)} for evaluations`
        : `${formatCost(String(requests === 0 ? 0 : Number(cost) / requests))} a request`,
    },
    {
      ...{ name: 'Errors', value: share(usage?.errors ?? 0, requests) },
      note: `${usage?.errors ?? 0} not answered well`,
    },
    {
      ...{ name: 'Latency p50', value: durationOf(usage?.latency_ms.p50) },
      note: `p95 ${durationOf(usage?.latency_ms.p95)} · p99 ${durationOf(usage?.latency_ms.p99)}`,
    },
    {
      ...{ name: 'First token p50', value: durationOf(usage?.ttft_ms?.p50) },
      note: `p95 ${durationOf(usage?.ttft_ms?.p95)}`,
    },
    {
      ...{ name: 'Tokens', value: formatShort(tokens) },
      note: `${share(usage?.cached_tokens ?? 0, usage?.input_tokens ?? 0)} of input cached`,
    },
  ];
}

const durationOf = (ms: number | undefined): string =>
  ms === undefined ? '–' : formatDuration(ms);
