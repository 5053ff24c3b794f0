import { decideRoute } from '../policy/decide-route.js';
import { addPair, type Evidence, emptyEvidence, type Usage } from '../policy/evidence.js';
import { emptyState } from '../policy/policy-state.js';
import { DEFAULT_MIN_PAIRS, type LiveFacts } from '../policy/route-terms.js';
import { type Random, seededRandom } from '../statistics/seeded-random.js';
import { hindsightSaving } from './hindsight-choices.js';
import { type DrawnPair, emptyPair, type OutcomeSource } from './outcome-source.js';

/** How often and how long to replay. */
export interface ReplayTerms {
  /** Requests judged in each replay, every candidate on each. */
  pairs: number;
  seeds: number;
  maxQualityLoss: number;
}

/** What one decision made of its evidence is truly worth. */
export interface ReplayOutcome {
  /** Share of what the default costs. */
  saving: number;
  /** Of mean quality; negative: a gain. */
  loss: number;
}

/** Means over the seeds, as shares. */
export interface ReplayReport {
  saving: number;
  hindsightSaving: number;
  /** 1 where hindsight saves nothing either. */
  shareOfHindsight: number;
  qualityLoss: number;
  /** Share of seeds whose true loss passed the limit. */
  exceeded: number;
}

/** A loss equal to the limit is within it, whatever the last bit says. */
const ROUNDING = 1e-9;

/** Replays the production policy once per seed, 1 to `seeds`. */
export function replayPolicy(source: OutcomeSource, terms: ReplayTerms): ReplayReport {
  let saving = 0;
  let loss = 0;
  let exceeded = 0;
  for (let seed = 1; seed <= terms.seeds; seed++) {
    const random = seededRandom(seed);
    const outcome = replayStages(source, [terms.pairs], terms.maxQualityLoss, random)[0]!;
    saving += outcome.saving;
    loss += outcome.loss;
    if (outcome.loss > terms.maxQualityLoss + ROUNDING) exceeded++;
  }
  const hindsight = hindsightSaving(source.categories, terms.maxQualityLoss);
  return {
    saving: saving / terms.seeds,
    hindsightSaving: hindsight,
    shareOfHindsight: hindsight > 0 ? saving / terms.seeds / hindsight : 1,
    qualityLoss: loss / terms.seeds,
    exceeded: exceeded / terms.seeds,
  };
}

/**
 * Draws pairs and decides anew, without a past, at each of the ascending numbers of pairs; every
 * decision is priced at the truth.
 */
export function replayStages(
  source: OutcomeSource,
  stages: readonly number[],
  maxQualityLoss: number,
  random: Random,
): ReplayOutcome[] {
  const evidence = emptyEvidence();
  const pair = emptyPair(source.models.length);
  const terms = {
    defaultModel: source.defaultModel,
    candidates: source.models,
    maxQualityLoss,
    minPairs: DEFAULT_MIN_PAIRS,
    objective: 'price' as const,
  };
  const facts = factsOf(source);
  let drawn = 0;
  return stages.map((pairs) => {
    for (; drawn < pairs; drawn++) {
      source.draw(random, pair);
      judgePair(evidence, source, pair);
    }
    return trueOutcome(source, decideRoute(evidence, terms, facts, emptyState()).choices);
  });
}

/** One request, every candidate judged against the default. */
function judgePair(evidence: Evidence, source: OutcomeSource, pair: DrawnPair): void {
  const category = source.categories[pair.category]!.name;
  const defaultUsage = usageOf(pair.defaultCost);
  for (const [index, model] of source.models.entries())
    addPair(evidence, {
      category,
      model,
      difference: pair.differences[index]!,
      at: 0,
      modelUsage: usageOf(pair.costs[index]!),
      defaultUsage,
    });
}

function usageOf(costUsd: number): Usage {
  return { inputTokens: 0, outputTokens: 0, costUsd, latencyMs: 0 };
}

/** All traffic is counted, judged or not: the shares of categories are known. */
function factsOf({ categories }: OutcomeSource): LiveFacts {
  return {
    now: 0,
    traffic: new Map(categories.map(({ name, share }) => [name, share])),
    served: new Map(),
    prices: new Map(),
    unhealthy: new Set(),
    judge: { kappa: null },
  };
}

function trueOutcome(
  { categories, models }: OutcomeSource,
  choices: Readonly<Record<string, string>>,
): ReplayOutcome {
  let saved = 0;
  let total = 0;
  let loss = 0;
  for (const { name, share, defaultCost, candidates } of categories) {
    total += share * defaultCost;
    const chosen = candidates[models.indexOf(choices[name] ?? '')];
    if (!chosen) continue;
    saved += share * (defaultCost - chosen.cost);
    loss -= share * chosen.difference;
  }
  return { saving: total > 0 ? saved / total : 0, loss };
}
