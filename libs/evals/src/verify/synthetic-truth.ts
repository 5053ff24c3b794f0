import type { CategoryTruth, OutcomeSource } from '../replay/outcome-source.js';
import type { Random } from '../statistics/seeded-random.js';

/** What kind of world candidates live in. */
export interface TruthFamily {
  /** The first candidate is this much worse in every category; the others differ by category. */
  slightlyWorse?: number;
  /** Every candidate is: none has a category where it is as good. */
  all?: boolean;
}

/** Share of pairs that are no ties, as measured between neighbouring models (reference evals.md §4). */
const DISAGREEMENT = 0.23;
const MAX_CATEGORIES = 60;
const MIN_CATEGORIES = 5;
const MAX_CANDIDATES = 5;

/**
 * A world of 5 to 60 categories with uneven traffic and 1 to 5 candidates beside the default. Each
 * candidate costs 5 to 50 % of the default; its mean difference is normal around −5 points (deviation 3),
 * and its categories spread around that by 2 to 8 points.
 */
export function syntheticTruth(random: Random, { slightlyWorse, all }: TruthFamily): OutcomeSource {
  const count = between(random, MIN_CATEGORIES, MAX_CATEGORIES);
  const models = between(random, 1, MAX_CANDIDATES);
  const weights = Array.from({ length: count }, () => -Math.log(1 - random()));
  const traffic = weights.reduce((sum, weight) => sum + weight, 0);
  const candidates = Array.from({ length: models }, (_, index) => {
    const same = (all || index === 0) && slightlyWorse !== undefined;
    const mean = same ? -slightlyWorse : -0.05 + 0.03 * normal(random);
    const spread = same ? 0 : 0.02 + 0.06 * random();
    const cost = 0.05 * 10 ** random();
    const differences = weights.map(() => clip(mean + spread * normal(random)));
    return { cost, differences };
  });
  const categories = weights.map(
    (weight, category): CategoryTruth => ({
      name: `category-${category}`,
      share: weight / traffic,
      defaultCost: 1,
      candidates: candidates.map(({ cost, differences }) => ({
        cost,
        difference: differences[category]!,
      })),
    }),
  );
  return sourceOf(categories, models);
}

/** Draws requests by traffic, and for each candidate a win, tie or loss of its true mean. */
export function sourceOf(categories: readonly CategoryTruth[], models: number): OutcomeSource {
  return {
    defaultModel: 'default',
    models: Array.from({ length: models }, (_, index) => `candidate-${index}`),
    categories,
    draw(random, pair) {
      let place = random();
      let category = 0;
      while (category < categories.length - 1 && place >= categories[category]!.share)
        place -= categories[category++]!.share;
      pair.category = category;
      pair.defaultCost = categories[category]!.defaultCost;
      for (const [index, { difference, cost }] of categories[category]!.candidates.entries()) {
        pair.differences[index] = drawDifference(random, difference);
        pair.costs[index] = cost;
      }
    },
  };
}

/** A win, tie or loss with this mean. */
export function drawDifference(random: Random, mean: number): number {
  const size = mean < 0 ? -mean : mean;
  const disagreement = size > DISAGREEMENT ? size : DISAGREEMENT;
  const place = random();
  if (place < (disagreement + mean) / 2) return 1;
  return place < disagreement ? -1 : 0;
}

/** Box and Muller's normal number. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

const clip = (difference: number): number => Math.max(-0.6, Math.min(0.3, difference));
