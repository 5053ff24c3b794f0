import { attemptsPerSuccess, loadFactor } from './load-factor.js';
import type { RankingStrategy } from './strategy.js';

/** Milliseconds per output token, as recent answers took: the reciprocal of tokens per second. */
export const byThroughput: RankingStrategy = {
  terms: { near: 1.05, familiar: 1.1, explores: true },
  measure: (choices, context) =>
    choices.map(({ targets }) => {
      const figures = context.figuresOf(targets[0]!.target);
      const rate = figures.tokensPerSecond;
      return rate && (1000 / rate) * attemptsPerSuccess(figures) * loadFactor(figures);
    }),
};
