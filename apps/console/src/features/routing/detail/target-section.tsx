import { Anchor, Text } from '@mantine/core';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import type { RouteView } from '@weighbridge/contracts/resources/route';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../../ui/data-table.js';
import { formatCost, formatDuration, formatShare } from '../../../ui/format.js';
import { Section } from '../../../ui/section.js';
import { useUsage } from '../../usage/queries.js';
import { findRange } from '../../usage/range.js';
import { useAddress } from '../../workspaces/use-address.js';

interface Line {
  model: string;
  /** How it takes part: its weight, its category, or as a fallback. */
  part: string;
  usage: UsageView | undefined;
}

/** Where a route leads, and what each of these did in the last 24 hours. */
export function TargetSection({ workspace, route }: { workspace: string; route: RouteView }) {
  const range = findRange('24h')!;
  const filters = { route: route.id };
  const usage = useUsage({ workspace, groupBy: ['provider', 'model'], range, filters });
  const address = useAddress();
  const served = new Map(
    (usage.data ?? []).map((row) => [`${String(row['provider'])}/${String(row['model'])}`, row]),
  );
  const all = [...served.values()].reduce((sum, row) => sum + row.requests, 0);
  const lines = partsOf(route).map((line) => ({ ...line, usage: served.get(line.model) }));
  const columns: Column<Line>[] = [
    {
      ...{ id: 'model', header: 'Target', text: ({ model }) => model },
      cell: ({ model, usage: row }) =>
        row ? (
          <Anchor
            component={Link}
            size="sm"
            to={address('/requests', { route: route.id, model, range: '24h' })}
          >
            {model}
          </Anchor>
        ) : (
          <Text size="sm">{model}</Text>
        ),
    },
    { id: 'part', header: 'As', cell: ({ part }) => part },
    {
      ...{ id: 'share', header: 'Share', right: true },
      cell: ({ usage: row }) => (row ? formatShare(row.requests / Math.max(all, 1)) : '–'),
    },
    {
      ...{ id: 'cost', header: 'Spend', right: true, from: 'sm' },
      cell: ({ usage: row }) => (row ? formatCost(row.cost_usd) : '–'),
    },
    {
      ...{ id: 'errors', header: 'Errors', right: true, from: 'sm' },
      cell: ({ usage: row }) => (row ? formatShare(row.errors / row.requests) : '–'),
    },
    {
      ...{ id: 'p95', header: 'Latency p95', right: true, from: 'sm' },
      cell: ({ usage: row }) => (row ? formatDuration(row.latency_ms.p95) : '–'),
    },
  ];
  return (
    <Section
      title="Targets"
      flush
      aside={
        <Text size="xs" c="dimmed">
          last 24 hours
        </Text>
      }
    >
      <DataTable
        label="Targets"
        rows={lines}
        columns={columns}
        keyOf={({ model, part }) => `${part} ${model}`}
        filteredBy="targets"
      />
    </Section>
  );
}

function partsOf(route: RouteView): Omit<Line, 'usage'>[] {
  const weighted = route.strategy === 'weighted';
  const named = (part: string) => (model: string) => ({ model, part });
  return [
    ...(route.categories ?? []).map(({ name, route: model }) => ({
      model,
      part: `category ${name}`,
    })),
    ...(route.targets ?? []).map(({ model, weight }) => ({
      model,
      part: weighted ? `weight ${weight ?? 1}` : 'target',
    })),
    ...(route.fallbacks ?? []).map(named('fallback')),
    ...(route.context_fallbacks ?? []).map(named('for long requests')),
    ...(route.content_fallbacks ?? []).map(named('for refused content')),
  ];
}
