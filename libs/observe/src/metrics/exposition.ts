import type { Histogram } from './histogram.js';

export type Labels = Record<string, string>;
export type Sample = readonly [labels: Labels, value: number | string];

/**
 * One metric family in Prometheus' text format 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 * @param values numbers, or decimal text where a double would round
 */
export function writeFamily(
  type: 'counter' | 'gauge',
  name: string,
  help: string,
  samples: Iterable<Sample>,
): string {
  let text = writeHead(type, name, help);
  for (const [labels, value] of samples) text += `${name}${writeLabels(labels)} ${value}\n`;
  return text;
}

/** A histogram family: cumulative buckets, sum and count per label set. */
export function writeHistograms(
  name: string,
  help: string,
  histograms: Iterable<readonly [labels: Labels, histogram: Histogram]>,
): string {
  let text = writeHead('histogram', name, help);
  for (const [labels, { bounds, counts, sum }] of histograms) {
    let total = 0;
    counts.forEach((count, index) => {
      total += count;
      const le = index < bounds.length ? String(bounds[index]) : '+Inf';
      text += `${name}_bucket${writeLabels({ ...labels, le })} ${total}\n`;
    });
    text += `${name}_sum${writeLabels(labels)} ${sum}\n${name}_count${writeLabels(labels)} ${total}\n`;
  }
  return text;
}

const writeHead = (type: string, name: string, help: string): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;

function writeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
