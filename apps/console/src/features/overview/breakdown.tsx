import { Anchor, SegmentedControl, Text } from '@mantine/core';
import type { UsageGroup } from '@weighbridge/contracts/records/request-query';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import { Link, useSearchParams } from 'react-router';
import { useRows } from '../../api/resource.js';
import { changeAddress } from '../../ui/change-address.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { formatCost, formatDuration, formatShare, formatShort } from '../../ui/format.js';
import { Section } from '../../ui/section.js';
import { useUsage } from '../usage/queries.js';
import type { Range } from '../usage/range.js';
import { useAddress } from '../workspaces/use-address.js';

const GROUPS = ['model', 'route', 'category', 'key', 'user'] as const satisfies UsageGroup[];

/** Where requests, spend and errors come from; every line leads to its requests. */
export function Breakdown({ workspace, range }: { workspace: string; range: Range }) {
  const [place, setPlace] = useSearchParams();
  const group = GROUPS.find((name) => name === place.get('by')) ?? 'model';
  const choose = (by: string) => setPlace((before) => changeAddress(before, { by, filter: null }));
  const usage = useUsage({ workspace, groupBy: [group], range });
  const keys = useRows('keys', workspace).data;
  const address = useAddress();
  const name = (row: UsageView) => {
    const value = row[group] as string | null | undefined;
    return keys?.find(({ id }) => group === 'key' && id === value)?.name ?? value ?? null;
  };
  const first: Column<UsageView> = {
    id: 'name',
    header: group.charAt(0).toUpperCase() + group.slice(1),
    sort: (row) => name(row) ?? '',
    cell: (row) =>
      name(row) === null ? (
        <Text size="sm" c="dimmed">
          none
        </Text>
      ) : (
        <Anchor
          component={Link}
          size="sm"
          to={address('/requests', { [group]: String(row[group]), range: range.name })}
          style={{ overflowWrap: 'anywhere' }}
        >
          {name(row)}
        </Anchor>
      ),
  };
  return (
    <Section
      title="Where it comes from"
      flush
      aside={
        <SegmentedControl
          aria-label="Group by"
          value={group}
          onChange={choose}
          data={[...GROUPS]}
        />
      }
    >
      <DataTable
        key={group}
        label={`Usage by ${group}`}
        rows={usage.data ?? []}
        columns={[first, ...FIGURES]}
        keyOf={(row) => String(row[group])}
        sortedBy="-cost"
        filteredBy="filter"
      />
    </Section>
  );
}

const FIGURES: Column<UsageView>[] = [
  {
    ...{ id: 'requests', header: 'Requests', right: true, sort: (row) => row.requests },
    cell: (row) => formatShort(row.requests),
  },
  {
    ...{ id: 'cost', header: 'Spend', right: true, sort: (row) => Number(row.cost_usd) },
    cell: (row) => formatCost(row.cost_usd),
  },
  {
    ...{ id: 'errors', header: 'Errors', right: true, sort: (row) => row.errors / row.requests },
    cell: (row) => formatShare(row.errors / row.requests),
  },
  {
    ...{ id: 'p50', header: 'p50', right: true, from: 'sm', sort: (row) => row.latency_ms.p50 },
    cell: (row) => formatDuration(row.latency_ms.p50),
  },
  {
    ...{ id: 'p95', header: 'p95', right: true, from: 'sm', sort: (row) => row.latency_ms.p95 },
    cell: (row) => formatDuration(row.latency_ms.p95),
  },
];
