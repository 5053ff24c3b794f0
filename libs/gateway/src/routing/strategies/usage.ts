import type { RankingStrategy } from './strategy.js';

/** A spent quota is the worst there is, and still a number. */
const LEAST_SHARE = 0.001;

/**
 * The reciprocal of the share of its quota that each target has left: of the provider's own limits
 * and of what the vendor's rate-limit headers say. Without any limit all of it is left.
 */
export const byUsage: RankingStrategy = {
  terms: { near: 1, familiar: 1.25, explores: false },
  measure: (choices, context) =>
    choices.map(
      ({ targets }) => 1 / Math.max(LEAST_SHARE, context.quotaLeft(targets[0]!.target) ?? 1),
    ),
};
