import type { Random } from '../statistics/seeded-random.js';
import type { ModelOutcomes, OutcomeTable } from './outcome-table.js';

/** True means of one category. */
export interface CategoryTruth {
  name: string;
  /** Of the traffic. */
  share: number;
  /** USD of a request on the default. */
  defaultCost: number;
  /** Per candidate. */
  candidates: { difference: number; cost: number }[];
}

/** One request of which every candidate and the default were judged. */
export interface DrawnPair {
  category: number;
  defaultCost: number;
  /** Per candidate: quality minus the default's, and USD. */
  differences: Float64Array;
  costs: Float64Array;
}

/** Where a replay draws its pairs from, and what is true of it. */
export interface OutcomeSource {
  defaultModel: string;
  models: readonly string[];
  categories: readonly CategoryTruth[];
  /** Overwrites the pair given. */
  draw(random: Random, pair: DrawnPair): void;
}

/** A pair to draw into. */
export function emptyPair(models: number): DrawnPair {
  return {
    category: 0,
    defaultCost: 0,
    differences: new Float64Array(models),
    costs: new Float64Array(models),
  };
}

/**
 * The table as the whole truth: its means are the true ones, and pairs are drawn from it with
 * replacement, each prompt alike.
 */
export function sourceOfTable(table: OutcomeTable): OutcomeSource {
  const { categories, categoryOf, strong, weak } = table;
  const prompts = categoryOf.length;
  const counts = new Float64Array(categories.length);
  for (const category of categoryOf) counts[category]!++;
  const means = (value: (prompt: number) => number): Float64Array => {
    const sums = new Float64Array(categories.length);
    for (let prompt = 0; prompt < prompts; prompt++) sums[categoryOf[prompt]!]! += value(prompt);
    return sums.map((sum, category) => sum / counts[category]!);
  };
  const defaultCosts = means((prompt) => strong.cost[prompt]!);
  const ofModels = weak.map(({ quality, cost }) => ({
    differences: means((prompt) => quality[prompt]! - strong.quality[prompt]!),
    costs: means((prompt) => cost[prompt]!),
  }));
  return {
    defaultModel: strong.model,
    models: weak.map(({ model }) => model),
    categories: categories.map((name, category) => ({
      name,
      share: counts[category]! / prompts,
      defaultCost: defaultCosts[category]!,
      candidates: ofModels.map(({ differences, costs }) => ({
        difference: differences[category]!,
        cost: costs[category]!,
      })),
    })),
    draw(random, pair) {
      const prompt = Math.floor(random() * prompts);
      pair.category = categoryOf[prompt]!;
      pair.defaultCost = strong.cost[prompt]!;
      for (const [index, model] of weak.entries()) drawModel(pair, index, model, prompt, strong);
    },
  };
}

function drawModel(
  pair: DrawnPair,
  index: number,
  model: ModelOutcomes,
  prompt: number,
  strong: ModelOutcomes,
): void {
  pair.differences[index] = model.quality[prompt]! - strong.quality[prompt]!;
  pair.costs[index] = model.cost[prompt]!;
}
