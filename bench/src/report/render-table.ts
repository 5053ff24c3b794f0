import type { Summary } from '../measure/summarise.js';
import type { ReportLine } from './summarise-measurements.js';

/** Pads columns to one width: numbers to the right, the first column to the left. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const renderRow = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  const [head, ...body] = rows.map(renderRow);
  return [head, '-'.repeat(head?.length ?? 0), ...body].join('\n');
}

const HEAD = [
  'target',
  '+p50 ms',
  '+p99 ms',
  '+ttfb ms',
  'req/s',
  'CPU µs/req',
  '(IQR)',
  'tree µs/req',
  '(IQR)',
  'x bare',
  'tree x',
  'RSS MB',
  'tree MB',
  'errors',
];

/** The table of one case and concurrency; ratios are to the line named `bare`. */
export function renderCase(lines: readonly ReportLine[]): string {
  const bare = lines.find((line) => line.target === 'bare')?.gatewayCpu.median;
  const ratio = (cpu: Summary): string => (bare ? (cpu.median / bare).toFixed(2) : '-');
  const rows = lines.map((line) => [
    line.target,
    line.addedP50.median.toFixed(3),
    line.addedP99.median.toFixed(3),
    line.addedFirstByteP50.median.toFixed(3),
    line.requestsPerSecond.median.toFixed(0),
    line.gatewayCpu.median.toFixed(0),
    renderRange(line.gatewayCpu),
    line.treeCpu.median.toFixed(0),
    renderRange(line.treeCpu),
    ratio(line.gatewayCpu),
    ratio(line.treeCpu),
    renderMegabytes(line.gatewayRss),
    renderMegabytes(line.treeMemory),
    String(line.errors),
  ]);
  return renderTable([HEAD, ...rows]);
}

function renderRange(value: Summary): string {
  return `${value.low.toFixed(0)}-${value.high.toFixed(0)}`;
}

function renderMegabytes(value: Summary): string {
  return (value.median / 1_048_576).toFixed(0);
}
