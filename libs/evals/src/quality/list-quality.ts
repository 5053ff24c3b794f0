import type { QualityView } from '@weighbridge/contracts/evals/quality';
import type {
  ComparisonReader,
  JudgedSide,
  SeenWorkspaces,
} from '../automatic/comparison-reader.js';
import { wilsonInterval } from '../statistics/wilson-interval.js';

/** Scores in [0, 1] of the answers of one model in one category. */
export interface ScoredSide {
  workspaceId: string;
  category: string;
  /** `provider/model` */
  model: string;
  /** `api`: callers; `annotation`: people; `evaluator`. */
  source: string;
  n: number;
  total: number;
  /** Means of one request. */
  costUsd: number | null;
  latencyMs: number | null;
}

/** Sums scores of every source up, of what is judged at all: numbers in [0, 1]. */
export type ReadScoredSides = (workspaces: SeenWorkspaces) => Promise<ScoredSide[]>;

/** What a verdict counts: a person looked at the answer itself, a user at what it was worth. */
const WEIGHTS: Readonly<Record<string, number>> = { evaluator: 1, api: 2, annotation: 3 };
const PAIR_WEIGHT = 1;
const USD_DIGITS = 9;

interface Sum {
  workspaceId: string;
  category: string;
  model: string;
  weight: number;
  total: number;
  pairs: number;
  scores: number;
  costUsd: number | null;
  latencyMs: number | null;
}

/**
 * Judged quality per category and model: the weighted mean of its pairs (won 1, tie 0.5, lost 0) and
 * scores, with Wilson's interval over the number of judgements.
 */
export async function listQuality(
  reader: ComparisonReader,
  readScoredSides: ReadScoredSides,
  workspaces: SeenWorkspaces,
): Promise<QualityView[]> {
  const sums = new Map<string, Sum>();
  for (const side of await reader.readSides(workspaces)) {
    const sum = sumOf(sums, side);
    sum.pairs += side.n;
    add(sum, side, PAIR_WEIGHT);
  }
  for (const side of await readScoredSides(workspaces)) {
    const sum = sumOf(sums, side);
    sum.scores += side.n;
    add(sum, side, WEIGHTS[side.source] ?? 1);
  }
  return [...sums.values()].map(present);
}

type Side = Pick<
  JudgedSide,
  'workspaceId' | 'category' | 'model' | 'n' | 'total' | 'costUsd' | 'latencyMs'
>;

function sumOf(sums: Map<string, Sum>, { workspaceId, category, model }: Side): Sum {
  const name = JSON.stringify([workspaceId, category, model]);
  const known = sums.get(name);
  if (known) return known;
  const place = { workspaceId, category, model };
  const sum = {
    ...place,
    weight: 0,
    total: 0,
    pairs: 0,
    scores: 0,
    costUsd: null,
    latencyMs: null,
  };
  sums.set(name, sum);
  return sum;
}

function add(sum: Sum, { n, total, costUsd, latencyMs }: Side, weight: number): void {
  sum.weight += weight * n;
  sum.total += weight * total;
  sum.costUsd ??= costUsd;
  sum.latencyMs ??= latencyMs;
}

function present(sum: Sum): QualityView {
  const n = sum.pairs + sum.scores;
  const quality = sum.total / sum.weight;
  const { low, high } = wilsonInterval(quality * n, n);
  return {
    workspace: sum.workspaceId,
    category: sum.category,
    model: sum.model,
    ...{ quality, low: Math.min(low, quality), high: Math.max(high, quality), n },
    pairs: sum.pairs,
    scores: sum.scores,
    price: sum.costUsd === null ? null : writeUsd(sum.costUsd),
    latency_ms: sum.latencyMs,
  };
}

/** Decimal USD without an exponent and without zeros at the end. */
const writeUsd = (usd: number): string => usd.toFixed(USD_DIGITS).replace(/\.?0+$/, '') || '0';
