import type { PricePeriod } from '@weighbridge/contracts/catalogue/price-list';
import type { ModelPrice } from './model-facts.js';
import { readPricePeriod } from './read-price-period.js';

const MS_PER_DAY = 86_400_000;

interface ScheduledPrice {
  price: ModelPrice | null;
  /** Milliseconds since the epoch; null: always. */
  from: number | null;
  /** Milliseconds since midnight in UTC, the end excluded; null: all day. */
  daily: { start: number; end: number } | null;
}

/**
 * The price of a model as a function of the time. The last period that holds wins; when none
 * does, the first one.
 */
export function schedulePrices(
  periods: readonly PricePeriod[],
): (now: number) => ModelPrice | null {
  const scheduled = periods.map(readPeriod);
  return (now) => {
    for (let index = scheduled.length - 1; index >= 0; index--)
      if (holds(scheduled[index]!, now)) return scheduled[index]!.price;
    return scheduled[0]?.price ?? null;
  };
}

function readPeriod(period: PricePeriod): ScheduledPrice {
  return {
    price: readPricePeriod(period),
    from: period.from === undefined ? null : Date.parse(period.from),
    daily: period.daily ? { start: millis(period.daily[0]), end: millis(period.daily[1]) } : null,
  };
}

function holds({ from, daily }: ScheduledPrice, now: number): boolean {
  if (from !== null && now < from) return false;
  if (daily === null) return true;
  const time = now % MS_PER_DAY;
  return daily.end < daily.start
    ? time >= daily.start || time < daily.end
    : time >= daily.start && time < daily.end;
}

const millis = (time: string): number => Date.parse(`1970-01-01T${time}Z`);
