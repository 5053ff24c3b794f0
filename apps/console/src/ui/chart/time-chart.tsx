import 'uplot/dist/uPlot.min.css';
import { Box, Group, Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import classes from './time-chart.module.css';

export interface ChartSeries {
  name: string;
  /** One value per time; null: nothing happened then. */
  values: (number | null)[];
  /** A colour of the theme, such as `teal`. */
  color: string;
  /** Filled to the ground, as sums are; a line otherwise, as percentiles are. */
  filled?: boolean;
  /** Each value holds until the next, as a balance does. */
  stepped?: boolean;
}

export interface TimeChartProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  /** Seconds since the epoch, rising. */
  times: number[];
  series: ChartSeries[];
  format: (value: number) => string;
  height?: number;
}

const AXIS_WIDTH = 54;
const AXIS_HEIGHT = 28;
/** At the right, half of the last time stands beyond the axis. */
const PADDING: [number, number, number, number] = [8, 18, 0, 0];
/** With more, points run into each other. */
const MOST_POINTS = 40;
const DAY_S = 86_400;
const STEPS = uPlot.paths.stepped!({ align: 1 });
const FONT = '11px system-ui, sans-serif';

/** Values over time; the figures above it are those under the pointer, else the latest. */
export function TimeChart({ label, times, series, format, height = 150 }: TimeChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const color = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const shade = scheme === 'dark' ? 4 : 7;
    const axis = {
      stroke: color('--mantine-color-dimmed'),
      font: FONT,
      grid: { stroke: color('--wb-track'), width: 1 },
      ticks: { show: false },
    };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height,
        padding: PADDING,
        legend: { show: false },
        cursor: { y: false, points: { size: 6 } },
        scales: { y: { range: (_chart, _least, most) => [0, most > 0 ? most * 1.1 : 1] } },
        axes: [
          {
            ...axis,
            size: AXIS_HEIGHT,
            values: (_chart, ticks, _axis, _space, step) => ticks.map(tickOf(step)),
          },
          {
            ...axis,
            size: AXIS_WIDTH,
            values: (_chart, ticks) => ticks.map((tick) => format(tick)),
          },
        ],
        series: [
          {},
          ...series.map(({ color: name, filled, stepped }) => {
            const stroke = color(`--mantine-color-${name}-${shade}`);
            return {
              stroke,
              width: 1.5,
              points: { show: !filled && times.length < MOST_POINTS, size: 3, fill: stroke },
              ...(filled ? { fill: `${stroke}33` } : {}),
              ...(stepped ? { paths: STEPS } : {}),
            };
          }),
        ],
        hooks: { setCursor: [({ cursor }) => setPointed(cursor.idx ?? null)] },
      },
      [times, ...series.map(({ values }) => values)],
      element,
    );
    const watcher = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.destroy();
    };
  }, [times, series, format, height, scheme]);
  const index = pointed ?? Math.max(...series.map(latestOf));
  return (
    <Box>
      <Group gap="sm" mb={4} wrap="nowrap" className={classes.legend}>
        {series.map(({ name, values, color }) => (
          <Group key={name} gap={6} wrap="nowrap">
            <Box w={10} h={3} bg={`${color}.${scheme === 'dark' ? 4 : 7}`} />
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            <Text size="xs" fw={600}>
              {typeof values[index] === 'number' ? format(values[index]) : '–'}
            </Text>
          </Group>
        ))}
        <Text size="xs" c="dimmed" ml="auto" truncate>
          {pointed === null || times[pointed] === undefined ? '' : formatMoment(times[pointed])}
        </Text>
      </Group>
      <div ref={box} role="img" aria-label={label} className={classes.plot} />
    </Box>
  );
}

/** Where the newest value is: nothing may have happened since. */
const latestOf = ({ values }: ChartSeries): number =>
  values.findLastIndex((value) => typeof value === 'number');

/** Hours within a day, days beyond. */
const tickOf = (step: number) => (seconds: number) =>
  step < DAY_S
    ? new Date(seconds * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : new Date(seconds * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });

const formatMoment = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleString('en-GB', {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  });
