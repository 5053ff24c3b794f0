import type { Interval } from './interval.js';
import { normalQuantile } from './normal.js';

/** Verdicts of a judge on labelled subjects. */
export interface Calibration {
  /** Subjects that people passed, and how many of them the judge passed. */
  positives: number;
  truePositives: number;
  /** Subjects that people failed, and how many of them the judge failed. */
  negatives: number;
  trueNegatives: number;
}

/**
 * Pass rate corrected for the judge's errors: θ = (p + q0 − 1) / (q0 + q1 − 1), with p the judge's rate
 * over `count` subjects, q1 its sensitivity, q0 its specificity; the interval carries the variance of
 * the test and of the calibration. Null where the judge is no better than chance or a class has no label.
 * Source: W. J. Rogan and B. Gladen, Am. J. Epidemiology 107 (1978); delta-method interval after
 * arXiv 2511.21140, each rate with one success and one failure added (A. Agresti and B. Coull, 1998), so
 * that a perfect record still has a variance.
 */
export function correctedRate(
  passes: number,
  count: number,
  calibration: Calibration,
  confidence = 0.95,
): Interval | null {
  const { positives, truePositives, negatives, trueNegatives } = calibration;
  if (count === 0 || positives === 0 || negatives === 0) return null;
  const rate = passes / count;
  const sensitivity = truePositives / positives;
  const specificity = trueNegatives / negatives;
  const skill = sensitivity + specificity - 1;
  if (skill <= 0) return null;
  const estimate = (rate + specificity - 1) / skill;
  const variance =
    (varianceOfRate(passes, count) +
      (1 - estimate) ** 2 * varianceOfRate(trueNegatives, negatives) +
      estimate ** 2 * varianceOfRate(truePositives, positives)) /
    skill ** 2;
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  return { mean: clip(estimate), low: clip(estimate - half), high: clip(estimate + half) };
}

function varianceOfRate(successes: number, count: number): number {
  const rate = (successes + 1) / (count + 2);
  return (rate * (1 - rate)) / (count + 2);
}

const clip = (share: number): number => Math.min(1, Math.max(0, share));
