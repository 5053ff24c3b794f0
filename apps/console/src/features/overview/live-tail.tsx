import { Anchor, Text } from '@mantine/core';
import type { RequestView } from '@weighbridge/contracts/records/request-view';
import { Link } from 'react-router';
import { type Column, DataTable } from '../../ui/data-table.js';
import { formatCost, formatDuration } from '../../ui/format.js';
import { Moment } from '../../ui/moment.js';
import { Section } from '../../ui/section.js';
import { StatusBadge } from '../../ui/status-badge.js';
import { useLatestRequests } from '../requests/queries.js';
import { targetName } from '../requests/target-name.js';
import { useAddress } from '../workspaces/use-address.js';

/** The newest requests, as they come. */
export function LiveTail({ workspace }: { workspace: string }) {
  const latest = useLatestRequests(workspace);
  const address = useAddress();
  const columns: Column<RequestView>[] = [
    {
      ...{ id: 'model', header: 'Model' },
      cell: (row) => (
        <Anchor component={Link} to={address(`/requests/${row.id}`)} size="sm">
          {targetName(row)}
        </Anchor>
      ),
    },
    {
      ...{ id: 'status', header: 'Status' },
      cell: (row) => <StatusBadge status={row.status} code={row.error_code} />,
    },
    { id: 'cost', header: 'Cost', right: true, cell: (row) => formatCost(row.cost_usd) },
    {
      ...{ id: 'latency', header: 'Latency', right: true, from: 'sm' },
      cell: (row) => formatDuration(row.latency_ms),
    },
    {
      ...{ id: 'time', header: 'When', right: true },
      cell: (row) => <Moment iso={row.created_at} c="dimmed" />,
    },
  ];
  return (
    <Section
      title="Live"
      flush
      aside={
        <Anchor component={Link} to={address('/requests')} size="xs">
          All requests
        </Anchor>
      }
    >
      {latest.data?.data.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          Requests appear here within two seconds.
        </Text>
      ) : (
        <DataTable
          label="Newest requests"
          rows={latest.data?.data ?? []}
          columns={columns}
          keyOf={(row) => row.id}
        />
      )}
    </Section>
  );
}
