import type { BudgetPeriod } from '@weighbridge/contracts/config/budget';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import type { BudgetView } from '@weighbridge/contracts/resources/budget';
import { findRange, type Range } from '../usage/range.js';

const RANGE_OF: Record<BudgetPeriod, string> = {
  ...{ hour: '1h', day: '24h', week: '7d', month: '30d', total: '30d' },
};
const DAY_MS = 86_400_000;
const WINDOW_MS: Record<BudgetPeriod, number> = {
  ...{ hour: 3_600_000, day: DAY_MS, week: 7 * DAY_MS, month: 31 * DAY_MS, total: 30 * DAY_MS },
};

/** What of the request log a window of a budget needs. */
export const rangeOfPeriod = (period: BudgetPeriod): Range => findRange(RANGE_OF[period])!;

/** When the present window of a budget began, in milliseconds; of a total budget, 30 days ago. */
export function windowStart({ period, resets_at: end }: BudgetView, now: number): number {
  if (end === null) return now - WINDOW_MS.total;
  const last = new Date(end);
  if (period === 'month') return last.setUTCMonth(last.getUTCMonth() - 1);
  return last.getTime() - WINDOW_MS[period];
}

/**
 * What was left of a budget over its present window: it ends at what is left now, and goes back by
 * what was spent in each bucket.
 */
export function remainingOver(
  budget: BudgetView,
  usage: readonly UsageView[],
  now: number,
): { times: number[]; values: number[] } {
  const { bucket } = rangeOfPeriod(budget.period);
  const start = windowStart(budget, now);
  const spent = usage
    .map((row) => ({ at: Date.parse(String(row[bucket])), usd: Number(row.cost_usd) }))
    .filter(({ at }) => at >= start)
    .sort((one, other) => one.at - other.at);
  let left = Number(budget.limit) - Number(budget.spent);
  const points = [{ at: now, left }];
  for (const { at, usd } of spent.reverse()) {
    points.push({ at, left });
    left += usd;
  }
  points.push({ at: Math.min(start, spent.at(-1)?.at ?? start) - 1, left });
  points.reverse();
  return {
    times: points.map(({ at }) => at / 1000),
    values: points.map((point) => point.left),
  };
}
