import { SimpleGrid } from '@mantine/core';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import { useMemo } from 'react';
import { LazyTimeChart } from '../../ui/chart/lazy-time-chart.js';
import type { ChartSeries } from '../../ui/chart/time-chart.js';
import { formatCost, formatDuration, formatShort } from '../../ui/format.js';
import { Section } from '../../ui/section.js';
import { useMinute } from '../../ui/use-now.js';
import { useUsage } from '../usage/queries.js';
import { bucketsOf, type Range } from '../usage/range.js';
import { ScoreChart } from './score-chart.js';

const HEIGHT = 130;
const costOf = (value: number): string => formatCost(String(value));

/** Requests, spend and latency over the period. */
export function UsageCharts({ workspace, range }: { workspace: string; range: Range }) {
  const usage = useUsage({ workspace, groupBy: [range.bucket], range });
  const now = useMinute();
  const { times, requests, spend, latency } = useMemo(
    () => seriesOf(usage.data ?? [], range, now),
    [usage.data, range, now],
  );
  const per = `per ${range.bucket}`;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <Section title={`Requests ${per}`}>
        <LazyTimeChart
          label={`Requests and errors ${per}`}
          {...{ times, series: requests, format: formatShort, height: HEIGHT }}
        />
      </Section>
      <Section title={`Spend ${per}`}>
        <LazyTimeChart
          label={`Spend ${per}`}
          {...{ times, series: spend, format: costOf, height: HEIGHT }}
        />
      </Section>
      <Section title="Latency">
        <LazyTimeChart
          label="Latency percentiles"
          {...{ times, series: latency, format: formatDuration, height: HEIGHT }}
        />
      </Section>
      <ScoreChart workspace={workspace} range={range} />
    </SimpleGrid>
  );
}

function seriesOf(rows: UsageView[], range: Range, now: number) {
  const times = bucketsOf(range, now);
  const byTime = new Map(rows.map((row) => [Date.parse(String(row[range.bucket])) / 1000, row]));
  const at = (read: (row: UsageView) => number, nothing: number | null) =>
    times.map((time) => {
      const row = byTime.get(time);
      return row ? read(row) : nothing;
    });
  const requests: ChartSeries[] = [
    { name: 'Requests', values: at((row) => row.requests, 0), color: 'petrol', filled: true },
    { name: 'Errors', values: at((row) => row.errors, 0), color: 'red' },
  ];
  const spend: ChartSeries[] = [
    { name: 'Spend', values: at((row) => Number(row.cost_usd), 0), color: 'grape', filled: true },
  ];
  const latency: ChartSeries[] = [
    { name: 'p50', values: at((row) => row.latency_ms.p50, null), color: 'teal' },
    { name: 'p95', values: at((row) => row.latency_ms.p95, null), color: 'orange' },
    { name: 'p99', values: at((row) => row.latency_ms.p99, null), color: 'red' },
  ];
  return { times, requests, spend, latency };
}
