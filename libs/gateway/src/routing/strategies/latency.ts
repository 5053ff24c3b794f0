import { expectCommonOutput } from './expected-output.js';
import { attemptsPerSuccess, loadFactor } from './load-factor.js';
import type { RankingStrategy } from './strategy.js';

/**
 * Milliseconds until the whole answer is expected: its first token and its tokens one by one, as
 * recent answers took, more where a target fails or is crowded.
 */
export const byLatency: RankingStrategy = {
  terms: { near: 1.05, familiar: 1.1, explores: true },
  measure(choices, context) {
    const output = expectCommonOutput(choices, context);
    return choices.map(({ targets }) => {
      const figures = context.figuresOf(targets[0]!.target);
      const expected = figures.predictMs(output);
      return expected && expected * attemptsPerSuccess(figures) * loadFactor(figures);
    });
  },
};
