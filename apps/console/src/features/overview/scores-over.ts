import type { ScoreView } from '@weighbridge/contracts/evals/score';
import type { ChartSeries } from '../../ui/chart/time-chart.js';
import { bucketsOf, type Range } from '../usage/range.js';

/** More lines than these cannot be told apart. */
const COLORS = ['teal', 'grape', 'orange'];

/** The mean of scores per bucket, a line for each of the names that occur most; labels have no mean. */
export function scoresOver(
  scores: readonly ScoreView[],
  range: Range,
  now: number,
): { times: number[]; series: ChartSeries[] } {
  const times = bucketsOf(range, now);
  const first = times[0]!;
  const step = times.length > 1 ? times[1]! - first : 1;
  const sums = new Map<string, { count: number; buckets: { sum: number; count: number }[] }>();
  for (const { name, value, created_at: at } of scores) {
    const index = Math.floor((Date.parse(at) / 1000 - first) / step);
    if (typeof value !== 'number' || index < 0 || index >= times.length) continue;
    const line = sums.get(name) ?? { count: 0, buckets: times.map(() => ({ sum: 0, count: 0 })) };
    sums.set(name, line);
    line.count += 1;
    line.buckets[index]!.sum += value;
    line.buckets[index]!.count += 1;
  }
  const lines = [...sums].sort(([, one], [, other]) => other.count - one.count);
  const series = lines.slice(0, COLORS.length).map(([name, { buckets }], index) => ({
    name,
    values: buckets.map(({ sum, count }) => (count === 0 ? null : sum / count)),
    color: COLORS[index]!,
  }));
  return { times, series };
}
