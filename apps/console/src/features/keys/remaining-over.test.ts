import { expect, test } from '@jest/globals';
import type { UsageView } from '@weighbridge/contracts/records/request-view';
import type { BudgetView } from '@weighbridge/contracts/resources/budget';
import { remainingOver, windowStart } from './remaining-over.js';

const NOW = Date.UTC(2026, 10, 21, 12);
const BUDGET = {
  ...{ period: 'day', limit: '10', spent: '4', resets_at: '2026-11-22T00:00:00Z' },
} as BudgetView;
const spent = (hour: string, usd: string) => ({ hour, cost_usd: usd }) as unknown as UsageView;

test('the line ends at what is left and climbs back by what was spent', () => {
  const usage = [spent('2026-11-21T10:00:00Z', '3'), spent('2026-11-21T08:00:00Z', '1')];
  const { times, values } = remainingOver(BUDGET, usage, NOW);
  expect(values).toEqual([10, 9, 6, 6]);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times.at(-1)).toBe(NOW / 1000);
});

test('what was spent before the window does not count', () => {
  const { values } = remainingOver(BUDGET, [spent('2026-11-20T23:00:00Z', '5')], NOW);
  expect(values).toEqual([6, 6]);
});

test.each([
  ['day', '2026-11-22T00:00:00Z', Date.UTC(2026, 10, 21)],
  ['month', '2026-12-01T00:00:00Z', Date.UTC(2026, 10, 1)],
  ['month', '2026-03-01T00:00:00Z', Date.UTC(2026, 1, 1)],
  ['week', '2026-11-23T00:00:00Z', Date.UTC(2026, 10, 16)],
])('the window of a %s that ends at %s is found', (period, end, start) => {
  expect(windowStart({ ...BUDGET, period, resets_at: end } as BudgetView, NOW)).toBe(start);
});
