import {
  addToCluster,
  type Cluster,
  type ClusterSums,
  clusteredMean,
  emptyClusterSums,
} from '../statistics/clustered-mean.js';

/** What one answer took. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** USD of this answer: a figure to average, no booking. */
  costUsd: number;
  latencyMs: number;
}

/** A model judged against the route's default on one request. */
export interface JudgedPair {
  category: string;
  model: string;
  /** Model minus default, in [−1, 1]: win 1, tie 0, loss −1, or a difference of two scores. */
  difference: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** 1 / probability of being sampled; 1 without. */
  weight?: number;
  /** Session or template: pairs of one cluster are not independent. */
  cluster?: string;
  modelUsage?: Usage;
  defaultUsage?: Usage;
}

/** What is known of one model in one category. */
export interface Cell {
  /** Pairs taken in, whatever their age. */
  pairs: number;
  /** Σ of what each pair's age has left of it, as of `Evidence.since`. */
  freshness: number;
  /** Differences, each weighted by sampling and age. */
  differences: ClusterSums;
  clusters: Map<string, Cluster>;
}

/** Weighted sums of usage. */
export interface UsageSums extends Usage {
  weight: number;
}

/** Everything the policy knows of one workspace's answers. Plain data, but for its maps. */
export interface Evidence {
  halfLifeMs: number;
  /** Weights are as of this moment: a pair one half-life later weighs 2. */
  since: number;
  /** Pairs ever taken in, forgotten ones too: what `min_pairs` counts. */
  pairs: number;
  /** Category → model → cell. */
  cells: Map<string, Map<string, Cell>>;
  /** Category → model → usage, the default's too. */
  usage: Map<string, Map<string, UsageSums>>;
}

const WEEK_MS = 7 * 24 * 3600 * 1000;
/** Weights stay far inside what a double holds exactly. */
const MAX_HALF_LIVES = 40;

/** No pair yet. Pairs lose half their weight in `halfLifeMs` (default: 7 days). */
export function emptyEvidence(halfLifeMs = WEEK_MS): Evidence {
  return { halfLifeMs, since: 0, pairs: 0, cells: new Map(), usage: new Map() };
}

/** Takes a pair in, in place; the order of pairs does not matter. */
export function addPair(evidence: Evidence, pair: JudgedPair): void {
  if (evidence.pairs === 0) evidence.since = pair.at;
  if (pair.at - evidence.since > MAX_HALF_LIVES * evidence.halfLifeMs) moveTo(evidence, pair.at);
  evidence.pairs++;
  const age =
    pair.at === evidence.since ? 1 : 2 ** ((pair.at - evidence.since) / evidence.halfLifeMs);
  const weight = (pair.weight ?? 1) * age;
  const cell = cellOf(evidence, pair.category, pair.model);
  cell.pairs++;
  cell.freshness += age;
  addToCluster(cell.differences, pair.difference, weight, clusterOf(cell, pair.cluster));
  if (pair.modelUsage) addUsage(evidence, pair.category, pair.model, pair.modelUsage, weight);
  if (pair.defaultUsage) addUsage(evidence, pair.category, '', pair.defaultUsage, weight);
}

/** Forgets what was known of a model in a category: what was true before a regression is not now. */
export function forgetCell(evidence: Evidence, category: string, model: string): void {
  evidence.cells.get(category)?.delete(model);
}

/** Mean difference of a cell now, the variance of that mean and how many pairs it is worth. */
export interface CellSummary {
  mean: number;
  variance: number;
  /** Equally weighted, unaged, independent pairs. */
  count: number;
}

/**
 * Summary of a cell at a moment. Ageing alone leaves the ratio of weights as it is, so pairs of the same
 * age would never grow stale: the count is bounded by twice the freshness left, which a steady stream
 * reaches and a dry one falls below one half-life after its last pair.
 */
export function summariseCell(evidence: Evidence, cell: Cell, now: number): CellSummary {
  const { mean, variance, count } = clusteredMean(cell.differences);
  const freshness = cell.freshness * 2 ** ((evidence.since - now) / evidence.halfLifeMs);
  const worth = Math.min(count, 2 * freshness);
  return { mean, variance: (variance * count) / worth, count: worth };
}

/** Mean usage of a model in a category; null without any. The default is the empty name. */
export function meanUsage(evidence: Evidence, category: string, model: string): Usage | null {
  const sums = evidence.usage.get(category)?.get(model);
  if (!sums || sums.weight === 0) return null;
  return {
    inputTokens: sums.inputTokens / sums.weight,
    outputTokens: sums.outputTokens / sums.weight,
    costUsd: sums.costUsd / sums.weight,
    latencyMs: sums.latencyMs / sums.weight,
  };
}

function cellOf(evidence: Evidence, category: string, model: string): Cell {
  const cells = entryOf(evidence.cells, category, () => new Map<string, Cell>());
  return entryOf(cells, model, () => ({
    pairs: 0,
    freshness: 0,
    differences: emptyClusterSums(),
    clusters: new Map(),
  }));
}

function clusterOf(cell: Cell, name: string | undefined): Cluster | undefined {
  return name === undefined
    ? undefined
    : entryOf(cell.clusters, name, () => ({ weight: 0, sum: 0 }));
}

function addUsage(
  evidence: Evidence,
  category: string,
  model: string,
  usage: Usage,
  weight: number,
): void {
  const models = entryOf(evidence.usage, category, () => new Map<string, UsageSums>());
  const sums = entryOf(models, model, () => ({
    weight: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
    latencyMs: 0,
  }));
  sums.weight += weight;
  sums.inputTokens += weight * usage.inputTokens;
  sums.outputTokens += weight * usage.outputTokens;
  sums.costUsd += weight * usage.costUsd;
  sums.latencyMs += weight * usage.latencyMs;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** Restates every weight as of a later moment. */
function moveTo(evidence: Evidence, moment: number): void {
  const scale = 2 ** ((evidence.since - moment) / evidence.halfLifeMs);
  for (const cells of evidence.cells.values())
    for (const cell of cells.values()) {
      cell.freshness *= scale;
      scaleSums(cell.differences, scale);
      for (const cluster of cell.clusters.values()) {
        cluster.weight *= scale;
        cluster.sum *= scale;
      }
    }
  for (const models of evidence.usage.values())
    for (const sums of models.values()) {
      sums.weight *= scale;
      sums.inputTokens *= scale;
      sums.outputTokens *= scale;
      sums.costUsd *= scale;
      sums.latencyMs *= scale;
    }
  evidence.since = moment;
}

function scaleSums(sums: ClusterSums, scale: number): void {
  sums.weight *= scale;
  sums.sum *= scale;
  sums.weightSquares *= scale ** 2;
  sums.weightSums *= scale ** 2;
  sums.sumSquares *= scale ** 2;
}
