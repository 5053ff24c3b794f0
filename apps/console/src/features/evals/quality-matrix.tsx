import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import type { QualityView } from '@weighbridge/contracts/evals/quality';
import { Empty } from '../../ui/empty.js';
import { formatCost, formatDuration, formatShare } from '../../ui/format.js';
import { IntervalPlot } from '../../ui/interval-plot.js';
import { QueryState } from '../../ui/query-state.js';
import { useQuality } from './queries.js';

/** Judged quality of every model in every category, with its interval, price and latency. */
export function QualityMatrix({ workspace }: { workspace: string }) {
  const quality = useQuality(workspace);
  return (
    <Paper withBorder>
      <QueryState query={quality} problem="Quality could not be read">
        {(rows) =>
          rows.length === 0 ? (
            <Empty icon="evals" title="Nothing was judged yet">
              Scores of evaluators and people, and judged pairs, add up to the quality of a model in
              a category.
            </Empty>
          ) : (
            <Matrix rows={rows} />
          )
        }
      </QueryState>
    </Paper>
  );
}

function Matrix({ rows }: { rows: QualityView[] }) {
  const categories = [...new Set(rows.map(({ category }) => category))].sort();
  const models = [...new Set(rows.map(({ model }) => model))].sort();
  const cell = new Map(rows.map((row) => [`${row.category} ${row.model}`, row]));
  return (
    <Table.ScrollContainer minWidth={200 + models.length * 190} type="native" tabIndex={0}>
      <Table
        aria-label="Quality per category and model"
        verticalSpacing="sm"
        horizontalSpacing="md"
        withColumnBorders
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Category</Table.Th>
            {models.map((model) => (
              <Table.Th key={model}>{model}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody style={{ fontVariantNumeric: 'tabular-nums' }}>
          {categories.map((category) => {
            const judged = models.map((model) => cell.get(`${category} ${model}`));
            const best = Math.max(...judged.map((row) => row?.quality ?? 0));
            return (
              <Table.Tr key={category}>
                <Table.Th scope="row">{category}</Table.Th>
                {models.map((model, index) => (
                  <Table.Td key={model}>
                    <Cell row={judged[index]} best={best} />
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Cell({ row, best }: { row: QualityView | undefined; best: number }) {
  if (!row)
    return (
      <Text size="sm" c="dimmed">
        not judged
      </Text>
    );
  const { quality, low, high, n, price, latency_ms: latency } = row;
  return (
    <Stack gap={2}>
      <Group gap={6} align="baseline">
        <Text fw={600}>{formatShare(quality)}</Text>
        <Text size="xs" c="dimmed">
          n = {n}
        </Text>
      </Group>
      <IntervalPlot
        {...{ mean: quality, low, high, least: 0, most: 1 }}
        color={quality === best ? 'teal' : 'gray'}
        label={`${row.model} in ${row.category}`}
      />
      <Text size="xs" c="dimmed">
        {price === null ? 'price unknown' : `${formatCost(price)} a request`}
        {latency !== null && ` · ${formatDuration(latency)}`}
      </Text>
    </Stack>
  );
}
