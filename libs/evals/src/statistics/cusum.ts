import { addValue, emptyMoments, type Moments, mergeMoments, varianceOf } from './moments.js';

/** Watches a series of scores for a fall of its mean. Plain data. */
export interface Cusum {
  /** Scores known to be from before any fall. */
  baseline: Moments;
  /** Scores since the sum was last zero: part of the baseline once it is zero again. */
  pending: Moments;
  /** Σ (baseline − score − allowance), never below 0. */
  sum: number;
}

/** What a fall is, and how rarely an alarm may be false. */
export interface CusumTerms {
  /** Fall that must be noticed: 0.2 is twenty points. */
  fall: number;
  /**
   * Threshold in units of variance / fall. The mean number of scores to a false alarm grows as its
   * exponential (D. Siegmund, Sequential Analysis, 1985, §2.6).
   */
  patience: number;
  /** Scores that make the first baseline. */
  warmUp: number;
}

/** Nothing seen yet. */
export function emptyCusum(): Cusum {
  return { baseline: emptyMoments(), pending: emptyMoments(), sum: 0 };
}

/**
 * Takes the next score in, in place; true: the mean has fallen. The one-sided sum of E. S. Page
 * (Biometrika 41, 1954) with half the fall as allowance. The baseline is learned from the series itself
 * (self-starting after D. M. Hawkins, The Statistician 36, 1987), but only from scores before which
 * the sum has come back to zero, so that a fall does not move what it is measured against; the
 * allowance grows by the baseline's own error.
 */
export function watchScore(cusum: Cusum, score: number, terms: CusumTerms): boolean {
  const { baseline, pending } = cusum;
  if (baseline.count < terms.warmUp) {
    addValue(baseline, score);
    return false;
  }
  const variance = Math.max(varianceOf(baseline), terms.fall ** 2 / 4);
  const allowance = terms.fall / 2 + 0.5 * Math.sqrt(variance / baseline.count);
  cusum.sum = Math.max(0, cusum.sum + baseline.mean - score - allowance);
  addValue(pending, score);
  if (cusum.sum === 0) {
    mergeMoments(baseline, pending);
    cusum.pending = emptyMoments();
  }
  return cusum.sum > (terms.patience * variance) / terms.fall;
}
