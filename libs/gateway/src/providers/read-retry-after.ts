import type { UpstreamHeaders } from './provider-adapter.js';

const MAX_SECONDS = 86_400;

/**
 * Pairs of vendor headers: what is left, and when it is full again. OpenAI writes durations
 * (https://platform.openai.com/docs/guides/rate-limits), Anthropic RFC 3339 times
 * (https://docs.anthropic.com/en/api/rate-limits).
 */
const RESETS: readonly (readonly [remaining: string, reset: string])[] = [
  ['x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  ['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'],
  ['anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-requests-reset'],
  ['anthropic-ratelimit-tokens-remaining', 'anthropic-ratelimit-tokens-reset'],
  ['anthropic-ratelimit-input-tokens-remaining', 'anthropic-ratelimit-input-tokens-reset'],
  ['anthropic-ratelimit-output-tokens-remaining', 'anthropic-ratelimit-output-tokens-reset'],
];

/**
 * Seconds until the vendor wants to be asked again; null when it does not say. Times of day are
 * compared with the vendor's own `date` header, so that no clock of ours and no skew comes in.
 */
export function readRetryAfter(headers: UpstreamHeaders): number | null {
  const milliseconds = Number(textOf(headers['retry-after-ms']) ?? Number.NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return bound(milliseconds / 1000);
  const date = Date.parse(textOf(headers.date) ?? '');
  const stated = textOf(headers['retry-after']);
  if (stated !== null) return readMoment(stated, date);
  let longest: number | null = null;
  for (const [remaining, reset] of RESETS) {
    if (textOf(headers[remaining])?.trim() !== '0') continue;
    const seconds = readMoment(textOf(headers[reset]) ?? '', date);
    if (seconds !== null && (longest === null || seconds > longest)) longest = seconds;
  }
  return longest;
}

/** `20`, `1m30.5s`, `250ms`, an HTTP date or an RFC 3339 time, as seconds from `date`. */
function readMoment(text: string, date: number): number | null {
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return bound(Number(text));
  const duration = readDuration(text);
  if (duration !== null) return bound(duration);
  const moment = Date.parse(text);
  if (Number.isNaN(moment) || Number.isNaN(date)) return null;
  return bound(Math.max(0, (moment - date) / 1000));
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/** Reads `1h2m3.5s` and the like as seconds; null when the text is no duration. */
export function readDuration(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) return null;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g))
    seconds += Number(amount) * UNIT_SECONDS[unit!]!;
  return seconds;
}

/** A vendor that names next month would take a target out for good. */
function bound(seconds: number): number {
  return Math.min(seconds, MAX_SECONDS);
}

function textOf(value: string | string[] | undefined): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : (value[0] ?? null);
}
