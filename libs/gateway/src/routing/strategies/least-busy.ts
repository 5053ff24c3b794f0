import type { RankingStrategy } from './strategy.js';

/** Attempts under way at each target with this one among them, from all routes. */
export const byLeastBusy: RankingStrategy = {
  terms: { near: 1, familiar: 3, explores: false },
  measure: (choices, context) =>
    choices.map(({ targets }) => context.figuresOf(targets[0]!.target).inFlight + 1),
};
