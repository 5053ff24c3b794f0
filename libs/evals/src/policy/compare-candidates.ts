import { sequenceInterval, sequencePValue } from '../statistics/confidence-sequence.js';
import { holmLevels } from '../statistics/holm.js';
import type { Interval } from '../statistics/interval.js';

export type Verdict = 'better' | 'not_worse' | 'worse' | 'undecided';

/** Judged pairs of one candidate against the incumbent, the candidate's side. */
export interface PairTally {
  candidate: string;
  win: number;
  tie: number;
  loss: number;
  /** Variance of the mean difference, clustered; without it pairs count as independent. */
  varianceOfMean?: number;
}

/** What the pairs say of a candidate. */
export interface Comparison {
  candidate: string;
  n: number;
  /** Wins minus losses over n, with an interval that holds at every look. */
  diff: Interval;
  verdict: Verdict;
  /** The verdict in a sentence. */
  explanation: string;
}

/**
 * Compares candidates with one incumbent in one category. Intervals are asymptotic confidence sequences,
 * so that one may look after every pair; Holm's procedure shares the 5 % among the candidates, each
 * with the more telling of two questions: any difference? worse by the margin or more?
 * `margin` is the quality loss that is accepted, e.g. 0.01.
 */
export function compareCandidates(
  incumbent: string,
  tallies: readonly PairTally[],
  margin: number,
  alpha = 0.05,
): Comparison[] {
  const samples = tallies.map(sampleOf);
  const pValues = samples.map((sample) =>
    Math.min(sequencePValue(sample, 0), sequencePValue(sample, -margin)),
  );
  const levels = holmLevels(pValues, alpha);
  return tallies.map(({ candidate }, index) => {
    const { count, mean } = samples[index]!;
    const interval = sequenceInterval(samples[index]!, levels[index]!);
    const diff = { mean, low: Math.max(-1, interval.low), high: Math.min(1, interval.high) };
    const verdict = verdictOf(diff, margin);
    const explanation = explain(candidate, incumbent, count, diff, verdict, margin);
    return { candidate, n: count, diff, verdict, explanation };
  });
}

function sampleOf({ win, tie, loss, varianceOfMean }: PairTally) {
  const count = win + tie + loss;
  const mean = count > 0 ? (win - loss) / count : 0;
  const variance = count > 0 ? (win + loss) / count - mean ** 2 : 0;
  return {
    count,
    mean,
    variance: varianceOfMean === undefined ? variance : varianceOfMean * count,
  };
}

function verdictOf({ low, high }: Interval, margin: number): Verdict {
  if (low > 0) return 'better';
  if (low > -margin) return 'not_worse';
  if (high < 0) return 'worse';
  return 'undecided';
}

function explain(
  candidate: string,
  incumbent: string,
  count: number,
  { mean, low, high }: Interval,
  verdict: Verdict,
  margin: number,
): string {
  if (count < 2) return `Too few pairs to compare ${candidate} with ${incumbent}.`;
  const figures = `${show(mean)} points (95 % interval ${show(low)} to ${show(high)}) over ${count} pairs`;
  switch (verdict) {
    case 'better':
      return `${candidate} is better than ${incumbent}: ${figures}.`;
    case 'worse':
      return `${candidate} is worse than ${incumbent}: ${figures}.`;
    case 'not_worse':
      return `${candidate} is not worse than ${incumbent} by ${(100 * margin).toFixed(1)} points or more: ${figures}.`;
    case 'undecided':
      return `${candidate} and ${incumbent} cannot be told apart yet: ${figures}.`;
  }
}

const show = (share: number): string =>
  `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(1)}`;
