import type { Interval } from './interval.js';

/** What an interval is made from: mean of `count` values with this variance of one value. */
export interface SampleMean {
  mean: number;
  variance: number;
  count: number;
}

/**
 * Where the sequence is tightest: it optimises the width at n·v = 100 for alpha 0.05. It stays the same
 * for every alpha, so that sequences of different levels are nested.
 */
const RHO_SQUARED = tightestAt(100, 0.05);

function tightestAt(count: number, alpha: number): number {
  const surprise = -2 * Math.log(alpha);
  return (surprise + Math.log(surprise) + 1) / count;
}

/**
 * Half width of the asymptotic confidence sequence: holds at every sample size at once, so that one may
 * look as often as one likes. Infinite below two values.
 * Source: I. Waudby-Smith et al., Annals of Statistics 52 (2024), Theorem 2.2:
 * √[ (nvρ²+1) / (n²ρ²) · ln((nvρ²+1) / α²) ].
 */
export function sequenceMargin({ variance, count }: SampleMean, alpha = 0.05): number {
  if (count < 2) return Infinity;
  const spread = count * variance * RHO_SQUARED + 1;
  return Math.sqrt((spread / (count ** 2 * RHO_SQUARED)) * Math.log(spread / alpha ** 2));
}

/** The sequence's interval around the mean at this moment. */
export function sequenceInterval(sample: SampleMean, alpha = 0.05): Interval {
  const margin = sequenceMargin(sample, alpha);
  return { mean: sample.mean, low: sample.mean - margin, high: sample.mean + margin };
}

/**
 * Smallest alpha at which the sequence leaves `value` out, at most 1: a p-value that stays valid however
 * often it is looked at. It is `sequenceMargin` solved for alpha.
 */
export function sequencePValue({ mean, variance, count }: SampleMean, value: number): number {
  if (count < 2) return 1;
  const spread = count * variance * RHO_SQUARED + 1;
  const distance = (count * (mean - value)) ** 2 * RHO_SQUARED;
  return Math.min(1, Math.sqrt(spread) * Math.exp(-distance / (2 * spread)));
}
