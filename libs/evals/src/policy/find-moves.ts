import type { CandidateEstimate, CellEstimate } from './estimate-cells.js';
import { type Evidence, meanUsage } from './evidence.js';
import type { Move } from './fill-categories.js';
import type { PolicyState } from './policy-state.js';
import type { LiveFacts, RouteTerms } from './route-terms.js';
import { evidenceWeights } from './traffic-weights.js';

/** Why a candidate may not serve a category, whatever the loss allows. */
export type Obstacle = 'few_pairs' | 'demoted' | 'unhealthy' | 'no_gain' | 'floor';

/** A candidate in a category: what it would gain, and what stands against it. */
export interface Option {
  model: string;
  cell: CellEstimate;
  move: Move;
  /** Gain relative to what the default takes in the category, 0.8: a fifth of its price. */
  relativeGain: number;
  obstacle: Obstacle | null;
  /** Pairs that the cell needs. */
  pairsNeeded: number;
}

/** A cell with fewer pairs says nothing. */
const MIN_CELL_PAIRS = 10;
/** A model that fell must show more before it is trusted again. */
const MIN_PAIRS_AFTER_DEMOTION = 50;
/** No category may lose more than this, however small its share: 10 points. */
const FLOOR = 0.1;

/** Every candidate of every category that has evidence, by category. */
export function findOptions(
  evidence: Evidence,
  estimates: readonly CandidateEstimate[],
  terms: RouteTerms,
  facts: LiveFacts,
  state: PolicyState,
): Map<string, Option[]> {
  const shares = sharesOf(evidence, facts);
  const options = new Map<string, Option[]>();
  for (const [candidate, { model, cells }] of estimates.entries())
    for (const [place, cell] of cells.entries()) {
      const { category } = cell;
      const cost = takenBy(evidence, category, model, terms, facts);
      const defaultCost = takenBy(evidence, category, terms.defaultModel, terms, facts);
      const gain = cost === null || defaultCost === null ? 0 : defaultCost - cost;
      const share = shares.get(category) ?? 0;
      const fell = state.demotions[category]?.[model] !== undefined;
      const pairsNeeded = fell ? MIN_PAIRS_AFTER_DEMOTION : MIN_CELL_PAIRS;
      const option: Option = {
        model,
        cell,
        move: { category, candidate, place, share, gain: share * gain },
        relativeGain: defaultCost ? gain / defaultCost : 0,
        pairsNeeded,
        obstacle: null,
      };
      if (cell.count < pairsNeeded) option.obstacle = fell ? 'demoted' : 'few_pairs';
      else if (facts.unhealthy.has(model)) option.obstacle = 'unhealthy';
      else if (gain <= 0 || share === 0) option.obstacle = 'no_gain';
      else if (cell.believed < -FLOOR) option.obstacle = 'floor';
      const list = options.get(category) ?? [];
      list.push(option);
      options.set(category, list);
    }
  return options;
}

/** Mean USD or milliseconds that a model takes for a request of a category; null: unknown. */
function takenBy(
  evidence: Evidence,
  category: string,
  model: string,
  terms: RouteTerms,
  facts: LiveFacts,
): number | null {
  const usage = meanUsage(evidence, category, model === terms.defaultModel ? '' : model);
  if (!usage) return null;
  if (terms.objective === 'latency') return usage.latencyMs;
  const price = facts.prices.get(model);
  if (!price) return usage.costUsd;
  return usage.inputTokens * price.input + usage.outputTokens * price.output;
}

/** Each category's share of the traffic. */
function sharesOf(evidence: Evidence, facts: LiveFacts): Map<string, number> {
  const weights = facts.traffic.size > 0 ? new Map(facts.traffic) : evidenceWeights(evidence);
  let total = 0;
  for (const weight of weights.values()) total += weight;
  if (total > 0) for (const [category, weight] of weights) weights.set(category, weight / total);
  return weights;
}
