import type { CandidateEstimate } from './estimate-cells.js';
import { type AggregateLoss, MoveSet } from './loss-bound.js';

/** Serving one category by one candidate instead of the default. */
export interface Move {
  category: string;
  /** Index of the candidate's estimate, and place of the category in it. */
  candidate: number;
  place: number;
  /** Share of the traffic that the category is. */
  share: number;
  /** What the objective gains over all traffic: USD or milliseconds of a mean request. */
  gain: number;
}

/** The moves taken, and the loss they add up to. */
export interface Filled {
  moves: Map<string, Move>;
  loss: AggregateLoss;
}

/** How far the loss may go: mean + z × deviation stays at or below `limit`. */
export interface LossLimit {
  limit: number;
  z: number;
  sharedWeight: number;
}

/**
 * Takes moves best first (most gain for what they add to the bound on the aggregate loss) while the bound
 * holds, starting from those in `kept`. A category may go on to a candidate that gains more.
 */
export function fillCategories(
  estimates: readonly CandidateEstimate[],
  moves: readonly Move[],
  { limit, z, sharedWeight }: LossLimit,
  kept: Iterable<Move> = [],
): Filled {
  const set = new MoveSet(estimates, z, sharedWeight);
  const taken = new Map<string, Move>();
  const take = (move: Move, sign: 1 | -1) => set.add(move.candidate, move.place, sign * move.share);
  for (const move of kept) {
    take(move, 1);
    taken.set(move.category, move);
  }
  const open = new Set(moves);
  for (;;) {
    const boundNow = boundOf(set.loss(), z);
    let best: Move | null = null;
    let bestWorth = 0;
    for (const move of open) {
      const current = taken.get(move.category);
      const gain = move.gain - (current?.gain ?? 0);
      if (gain <= 0) {
        open.delete(move);
        continue;
      }
      if (current) take(current, -1);
      const bound = boundOf(set.lossWith(move.candidate, move.place, move.share), z);
      if (current) take(current, 1);
      if (bound > limit && bound > boundNow) continue;
      const worth = gain / Math.max(bound - boundNow, 1e-6);
      if (worth > bestWorth) [best, bestWorth] = [move, worth];
    }
    if (!best) return { moves: taken, loss: set.loss() };
    const current = taken.get(best.category);
    if (current) take(current, -1);
    take(best, 1);
    taken.set(best.category, best);
    open.delete(best);
  }
}

/** Upper end of the loss. */
export function boundOf({ mean, deviation }: AggregateLoss, z: number): number {
  return mean + z * deviation;
}
