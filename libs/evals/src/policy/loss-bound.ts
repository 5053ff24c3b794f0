import type { Belief } from '../statistics/shrink-cells.js';
import type { CandidateEstimate } from './estimate-cells.js';

/** Aggregate loss of a set of moves: its mean and the standard deviation of what is believed of it. */
export interface AggregateLoss {
  mean: number;
  deviation: number;
}

/** What the moves to one candidate add up to under one belief. */
interface BeliefSums {
  belief: Belief;
  /** Σ share × mean difference, Σ share² × own variance. */
  mean: number;
  variance: number;
  /** Per centre: Σ share × pull. */
  pulls: Float64Array;
}

interface Contribution {
  mean: number;
  /** Variance that moves do not share, and deviation from the errors of centres, which they do. */
  variance: number;
  shared: number;
}

interface CandidateSums {
  beliefs: BeliefSums[];
  contribution: Contribution;
}

const NOTHING: Contribution = { mean: 0, variance: 0, shared: 0 };

/**
 * A set of moves (this share of the traffic to this candidate) and the bound on what it loses. Of each
 * candidate's plausible beliefs the one with the worst bound counts. The error of a centre that cells
 * are shrunk to is common to all its moves and adds up linearly, between candidates too, since they
 * are compared on the same requests.
 */
export class MoveSet {
  private readonly sums: CandidateSums[];
  private total: Contribution = NOTHING;

  /**
   * `z`: standard deviations that the bound lies above the mean. `sharedWeight`: by how much the errors of
   * centres count more, because the luckiest of several candidates is chosen.
   */
  constructor(
    estimates: readonly CandidateEstimate[],
    private readonly z: number,
    private readonly sharedWeight: number,
  ) {
    this.sums = estimates.map(({ beliefs }) => ({
      beliefs: beliefs.map((belief) => ({
        belief,
        mean: 0,
        variance: 0,
        pulls: new Float64Array(belief.centres.length),
      })),
      contribution: NOTHING,
    }));
  }

  /** Adds a move for good; a negative share takes it back. */
  add(candidate: number, place: number, share: number): void {
    const sums = this.sums[candidate]!;
    for (const entry of sums.beliefs) {
      entry.mean += share * entry.belief.means[place]!;
      entry.variance += share * Math.abs(share) * entry.belief.variances[place]!;
      for (const [index, { pulls }] of entry.belief.centres.entries())
        entry.pulls[index]! += share * pulls[place]!;
    }
    sums.contribution = this.worstOf(sums, 0, 0);
    this.total = this.totalWith(sums, sums.contribution);
  }

  /** Loss of the set as it is. */
  loss(): AggregateLoss {
    return lossOf(this.total);
  }

  /** Loss of the set if the move were added. */
  lossWith(candidate: number, place: number, share: number): AggregateLoss {
    const sums = this.sums[candidate]!;
    return lossOf(this.totalWith(sums, this.worstOf(sums, place, share)));
  }

  private totalWith(changed: CandidateSums, contribution: Contribution): Contribution {
    let mean = 0;
    let variance = 0;
    let shared = 0;
    for (const sums of this.sums) {
      const part = sums === changed ? contribution : sums.contribution;
      mean += part.mean;
      variance += part.variance;
      shared += part.shared;
    }
    return { mean, variance, shared };
  }

  private worstOf({ beliefs }: CandidateSums, place: number, share: number): Contribution {
    const squared = share < 0 ? -(share ** 2) : share ** 2;
    let worst = NOTHING;
    let worstBound = Number.NEGATIVE_INFINITY;
    for (const sums of beliefs) {
      const { belief, pulls } = sums;
      const mean = sums.mean + share * belief.means[place]!;
      const variance = sums.variance + squared * belief.variances[place]!;
      let shared = 0;
      for (let index = 0; index < pulls.length; index++) {
        const centre = belief.centres[index]!;
        const pull = pulls[index]! + share * centre.pulls[place]!;
        shared += (this.sharedWeight * pull * centre.error) ** 2;
      }
      const bound = this.z * Math.sqrt(variance > 0 ? variance + shared : shared) - mean;
      if (bound <= worstBound) continue;
      worstBound = bound;
      worst = { mean, variance, shared };
    }
    return { ...worst, shared: Math.sqrt(worst.shared) };
  }
}

function lossOf({ mean, variance, shared }: Contribution): AggregateLoss {
  return { mean: -mean, deviation: Math.sqrt(Math.max(0, variance) + shared ** 2) };
}
