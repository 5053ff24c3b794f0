const LONG_SECONDS = 10;

/** Milliseconds as people read a delay: `85 ms`, `1.42 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < LONG_SECONDS ? 2 : 1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Decimal USD text as read at a glance: two digits that say something, all digits stay in the data. */
export function formatCost(usd: string): string {
  const amount = Number(usd);
  if (amount === 0) return '$0';
  if (Math.abs(amount) >= 1) return `$${amount.toFixed(2)}`;
  return `$${Number(amount.toPrecision(2)).toFixed(decimalsOf(amount))}`;
}

const SMALLEST_DECIMALS = 9; // nano-USD
const decimalsOf = (amount: number): number =>
  Math.min(SMALLEST_DECIMALS, 1 - Math.floor(Math.log10(Math.abs(amount))));

export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** The time of day for today, with the date before it for other days; in the reader's time zone. */
export function formatTime(iso: string, now: Date = new Date()): string {
  const time = new Date(iso);
  const clock = time.toLocaleTimeString('en-GB');
  if (time.toDateString() === now.toDateString()) return clock;
  return `${time.toLocaleDateString('en-CA')} ${clock}`;
}
