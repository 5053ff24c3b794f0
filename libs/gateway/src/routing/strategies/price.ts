import type { ModelPrice } from '../../catalogue/model-facts.js';
import { priceUsage } from '../../catalogue/price-usage.js';
import type { RankingStrategy } from './strategy.js';
import { expectOutputs } from './expected-output.js';

/**
 * What this request is expected to cost, in nano-USD: its input, the share of it that the target
 * has in its cache because it served the conversation before, and the output this caller usually
 * gets. A price nobody knows comes last.
 */
export const byPrice: RankingStrategy = {
  terms: { near: 1, familiar: 0, explores: false },
  measure(choices, context) {
    const outputs = expectOutputs(choices, context);
    const familiar = context.familiarTarget();
    return choices.map(({ targets }, index) => {
      const { target } = targets[0]!;
      const { price } = target.facts;
      if (price === null) return null;
      const cachedShare = target.key === familiar ? context.figuresOf(target).cachedShare : 0;
      return expectedCost(price, context.needs.inputTokens, cachedShare, outputs[index]!);
    });
  },
};

function expectedCost(
  price: ModelPrice,
  inputTokens: number,
  cachedShare: number,
  outputTokens: number,
): number {
  const cost = priceUsage(
    {
      inputTokens,
      cachedTokens: Math.round(inputTokens * cachedShare),
      cacheWriteTokens: 0,
      outputTokens: Math.round(outputTokens),
      reasoningTokens: 0,
    },
    price,
  );
  return Number(cost);
}
