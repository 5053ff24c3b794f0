import type { BudgetPeriod } from '@weighbridge/contracts/config/budget';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05 was the first Monday after the epoch. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** A calendar window in UTC, milliseconds since the epoch. */
export interface CalendarWindow {
  start: number;
  /** First millisecond of the next window; null: never ends. */
  end: number | null;
}

/** The calendar window of a budget period at a moment (CONTRACT §3: UTC, weeks start on Monday). */
export function calendarWindow(period: BudgetPeriod, at: number): CalendarWindow {
  switch (period) {
    case 'hour':
      return fixedWindow(at, HOUR_MS, 0);
    case 'day':
      return fixedWindow(at, DAY_MS, 0);
    case 'week':
      return fixedWindow(at, WEEK_MS, FIRST_MONDAY_MS);
    case 'month':
      return monthWindow(new Date(at));
    case 'total':
      return { start: 0, end: null };
  }
}

function fixedWindow(at: number, length: number, origin: number): CalendarWindow {
  const start = origin + Math.floor((at - origin) / length) * length;
  return { start, end: start + length };
}

function monthWindow(at: Date): CalendarWindow {
  const year = at.getUTCFullYear();
  const month = at.getUTCMonth();
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}
