import type { Interval } from './interval.js';
import { addValue, emptyMoments, varianceOf } from './moments.js';
import { normalQuantile } from './normal.js';

/** A subject that both the judge and a person scored. */
export interface LabelledScore {
  judge: number;
  label: number;
}

/**
 * Mean of what people would have said: mean(judge on the unlabelled) + mean(label − judge on the
 * labelled), the second with its own variance. Null below two subjects of either kind.
 * Source: A. N. Angelopoulos et al., Prediction-powered inference, Science 382 (2023), Algorithm 1.
 */
export function predictionPoweredMean(
  unlabelled: readonly number[],
  labelled: readonly LabelledScore[],
  confidence = 0.95,
): Interval | null {
  if (unlabelled.length < 2 || labelled.length < 2) return null;
  const judged = emptyMoments();
  for (const score of unlabelled) addValue(judged, score);
  const errors = emptyMoments();
  for (const { judge, label } of labelled) addValue(errors, label - judge);
  const mean = judged.mean + errors.mean;
  const variance = varianceOf(judged) / judged.count + varianceOf(errors) / errors.count;
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  return { mean, low: mean - half, high: mean + half };
}
