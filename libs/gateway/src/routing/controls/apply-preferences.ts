import type { LiveView } from '../plan.js';
import type { RoutedTarget } from '../snapshot.js';
import { isNamed, type ProviderPreferences, takesFirstAlone } from './provider-preferences.js';

/**
 * Puts the targets in the order the caller prefers: the providers named in `order` first, then those
 * that keep the preferred latency and throughput, otherwise as the strategy had them. Without
 * fallbacks only the named ones stay, or the first.
 */
export function applyPreferences(
  targets: readonly RoutedTarget[],
  preferences: ProviderPreferences,
  live: LiveView,
): readonly RoutedTarget[] {
  const { order, preferredLatency, preferredThroughput } = preferences;
  let preferred = targets;
  if (preferredLatency.length > 0 || preferredThroughput.length > 0)
    preferred = sortStably(targets, (routed) => (keepsPace(routed, preferences, live) ? 0 : 1));
  if (order.length > 0) preferred = sortStably(preferred, (routed) => placeOf(routed, order));
  // What `order` does not name was filtered out before.
  return takesFirstAlone(preferences) ? preferred.slice(0, 1) : preferred;
}

function placeOf({ target }: RoutedTarget, order: readonly string[]): number {
  const place = order.findIndex((name) => isNamed(target, name));
  return place < 0 ? order.length : place;
}

/** A target nobody measured yet gets the benefit of the doubt. */
function keepsPace(
  { target }: RoutedTarget,
  { preferredLatency, preferredThroughput }: ProviderPreferences,
  live: LiveView,
): boolean {
  const figures = live.figuresOf(target);
  const isQuick = preferredLatency.every(({ share, value }) => {
    const measured = figures.firstTokenPercentile(share);
    return measured === null || measured <= value;
  });
  const isFast = preferredThroughput.every(({ share, value }) => {
    const measured = figures.throughputPercentile(share);
    return measured === null || measured >= value;
  });
  return isQuick && isFast;
}

const sortStably = <T>(items: readonly T[], rankOf: (item: T) => number): T[] =>
  [...items].sort((one, other) => rankOf(one) - rankOf(other));
