import type { RetryTerms, RoutedTarget, RouteEntry } from './snapshot.js';

const DEFAULTS: Required<RetryTerms> = {
  // A second call of a silent target costs the caller as much waiting as the first: two, then on.
  attempts: 2,
  baseMs: 250,
  maxMs: 5_000,
  // What the vendors' own SDKs wait by default.
  deadlineMs: 600_000,
};

/** How often and how fast a target is called again: as its route says, else the one that led there. */
export function retryTermsOf(
  { retry }: RoutedTarget,
  path: readonly RouteEntry[],
): Required<Omit<RetryTerms, 'deadlineMs'>> {
  const terms = [retry, ...path.map((route) => route.retry).reverse(), DEFAULTS];
  return {
    attempts: firstOf(terms, 'attempts'),
    baseMs: firstOf(terms, 'baseMs'),
    maxMs: firstOf(terms, 'maxMs'),
  };
}

/**
 * When a request must be over: the soonest deadline of the routes that led it, or sooner if the
 * caller said so.
 * @param callerTimeoutMs `x-wb-timeout-ms`; null: not said
 */
export function deadlineOf(
  path: readonly RouteEntry[],
  callerTimeoutMs: number | null,
  now: number,
): number {
  const said = path.flatMap(({ retry }) => retry.deadlineMs ?? []);
  const routesMs = said.length > 0 ? Math.min(...said) : DEFAULTS.deadlineMs;
  return now + Math.min(routesMs, callerTimeoutMs ?? Number.POSITIVE_INFINITY);
}

const firstOf = (terms: readonly RetryTerms[], name: keyof RetryTerms): number =>
  terms.find((term) => term[name] !== undefined)![name]!;
