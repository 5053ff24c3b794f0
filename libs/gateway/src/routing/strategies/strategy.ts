import type { RoutedTarget } from '../snapshot.js';

/**
 * Puts the targets a request may go to into the order they are tried in. Never adds or drops one.
 * `random` gives numbers in [0, 1).
 */
export type OrderTargets = (
  targets: readonly RoutedTarget[],
  random: () => number,
) => readonly RoutedTarget[];
