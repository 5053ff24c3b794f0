import { Anchor, Box, Table, Text } from '@mantine/core';
import type { RequestView } from '@weighbridge/contracts/records/request-view';
import { Link, useNavigate } from 'react-router';
import { formatCost, formatCount, formatDuration, formatTime } from '../../ui/format.js';
import { StatusBadge } from '../../ui/status-badge.js';
import { targetName } from './target-name.js';

interface Props {
  rows: RequestView[];
  workspace: string;
}

/** The request log; each row's time is a link, so keyboard, middle click and screen reader work. */
export function RequestTable({ rows, workspace }: Props) {
  return (
    <Table.ScrollContainer minWidth={300} type="native">
      <Table highlightOnHover verticalSpacing="xs" aria-label="Requests, newest first">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            <Table.Th visibleFrom="xs">Status</Table.Th>
            <Table.Th>Model</Table.Th>
            <Table.Th visibleFrom="md">Key</Table.Th>
            <Table.Th visibleFrom="sm" ta="right">
              Tokens
            </Table.Th>
            <Table.Th ta="right">Cost</Table.Th>
            <Table.Th visibleFrom="sm" ta="right">
              Latency
            </Table.Th>
            <Table.Th visibleFrom="lg" ta="right">
              First token
            </Table.Th>
            <Table.Th visibleFrom="lg" ta="right">
              Attempts
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
          {rows.map((row) => (
            <Row key={row.id} row={row} address={`/requests/${row.id}?workspace=${workspace}`} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ row, address }: { row: RequestView; address: string }) {
  const navigate = useNavigate();
  return (
    <Table.Tr onClick={() => navigate(address)} style={{ cursor: 'pointer' }}>
      <Table.Td>
        <Anchor
          component={Link}
          to={address}
          size="sm"
          onClick={(event) => event.stopPropagation()}
          style={{ whiteSpace: 'nowrap' }}
        >
          {formatTime(row.created_at)}
        </Anchor>
      </Table.Td>
      <Table.Td visibleFrom="xs">
        <StatusBadge status={row.status} code={row.error_code} />
      </Table.Td>
      <Table.Td>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {targetName(row)}
        </Text>
        <Box hiddenFrom="xs">
          <StatusBadge status={row.status} code={row.error_code} />
        </Box>
        {row.route && (
          <Text size="xs" c="dimmed">
            route {row.route}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="md">{row.key_name}</Table.Td>
      <Table.Td visibleFrom="sm" ta="right">
        {formatCount(row.input_tokens)} → {formatCount(row.output_tokens)}
      </Table.Td>
      <Table.Td ta="right">{row.cost_usd === null ? 'unknown' : formatCost(row.cost_usd)}</Table.Td>
      <Table.Td visibleFrom="sm" ta="right">
        {formatDuration(row.latency_ms)}
      </Table.Td>
      <Table.Td visibleFrom="lg" ta="right">
        {row.ttft_ms === null ? '–' : formatDuration(row.ttft_ms)}
      </Table.Td>
      <Table.Td visibleFrom="lg" ta="right">
        {row.attempts}
      </Table.Td>
    </Table.Tr>
  );
}
