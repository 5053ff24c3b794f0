/** A span of time that pages can show, ending now, and how finely. */
export interface Range {
  name: string;
  label: string;
  ms: number;
  bucket: 'minute' | 'hour' | 'day';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const RANGES: readonly Range[] = [
  { name: '1h', label: '1 hour', ms: HOUR_MS, bucket: 'minute' },
  { name: '24h', label: '24 hours', ms: DAY_MS, bucket: 'hour' },
  { name: '7d', label: '7 days', ms: 7 * DAY_MS, bucket: 'hour' },
  { name: '30d', label: '30 days', ms: 30 * DAY_MS, bucket: 'day' },
];

const BUCKET_MS = { minute: 60_000, hour: HOUR_MS, day: DAY_MS } as const;

/** The range of an address's `range`; undefined: none of that name. */
export const findRange = (name: string | null): Range | undefined =>
  RANGES.find((range) => range.name === name);

/** The first moment of a range, on the edge of one of its buckets, as the API takes it. */
export function startOf({ ms, bucket }: Range, now: number): string {
  const size = BUCKET_MS[bucket];
  return new Date(Math.floor((now - ms) / size) * size).toISOString();
}

/** The starts of a range's buckets in seconds, rising; the last one is still running. */
export function bucketsOf(range: Range, now: number): number[] {
  const size = BUCKET_MS[range.bucket];
  const starts: number[] = [];
  for (let at = Date.parse(startOf(range, now)); at <= now; at += size) starts.push(at / 1000);
  return starts;
}
