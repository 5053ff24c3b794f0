const LONG_SECONDS = 10;

/** Milliseconds as people read a delay: `85 ms`, `1.42 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < LONG_SECONDS ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Decimal USD text as read at a glance: two digits that say something, all digits stay in the data.
 * Null is a price that is not known, which is not nothing.
 */
export function formatCost(usd: string | null): string {
  if (usd === null) return 'unknown';
  const amount = Number(usd);
  if (amount === 0) return '$0';
  if (Math.abs(amount) >= 1) return `$${amount.toFixed(2)}`;
  const rounded = Number(amount.toPrecision(2));
  return `$${rounded.toFixed(decimalsOf(rounded))}`;
}

/** Decimal USD text with all its digits, as limits and prices are set: `$50`, `$0.20`, `$0.0375`. */
export const formatExact = (usd: string): string => `$${usd.replace(/\.(\d)$/, '.$10')}`;

const CENTS = 2;
const NANO_USD = 9;
const decimalsOf = (amount: number): number =>
  Math.min(NANO_USD, Math.max(CENTS, 1 - Math.floor(Math.log10(Math.abs(amount)))));

export const formatCount = (count: number): string => count.toLocaleString('en-US');

const AGES = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** The page's clock moves in steps, so what just happened may seem to lie ahead of it. */
const CLOCK_STEP_MS = 6000;

/** How long ago, in its largest unit: `12 s ago`, `in 3 d` for what is to come. */
export function formatAge(moment: number, now: number): string {
  if (moment > now && moment < now + CLOCK_STEP_MS) return 'now';
  const age = Math.abs(now - moment);
  const unit = AGES.find(([, size]) => age >= size);
  if (!unit) return 'now';
  const text = `${Math.floor(age / unit[1])} ${unit[0]}`;
  return moment > now ? `in ${text}` : `${text} ago`;
}

/** Date and time to the second, in the reader's time zone, with its name. */
export const formatInstant = (iso: string): string =>
  new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** A large count in few digits: `1.2 k`, `3.4 M`. */
export const formatShort = (count: number): string =>
  count.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** A share as a percentage: `0.4 %`, `12 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent !== 0 && Math.abs(percent) < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
