import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { TimeChartProps } from './time-chart.js';

const TimeChart = lazy(() =>
  import('./time-chart.js').then((module) => ({ default: module.TimeChart })),
);

const LEGEND_HEIGHT = 22;

/** A chart whose code comes after the page. */
export function LazyTimeChart(props: TimeChartProps) {
  return (
    <Suspense fallback={<Skeleton height={(props.height ?? 150) + LEGEND_HEIGHT} />}>
      <TimeChart {...props} />
    </Suspense>
  );
}
