import { type Cusum, type CusumTerms, emptyCusum, watchScore } from '../statistics/cusum.js';

/** Series of judged quality, each watched for a fall: plain JSON. */
export type QualityWatch = Record<string, Cusum>;

/** One judged answer of live traffic, or a judged pair with the default. */
export interface QualitySample {
  category: string;
  model: string;
  /** What measured it: an evaluator's version, or the judge of pairs. Series are never mixed. */
  series: string;
  /** In [0, 1]; of a pair the difference to the default, in [−1, 1]. */
  value: number;
}

/**
 * Twenty points are noticed within 300 samples; a false alarm comes less than once in 10,000. Figures:
 * `npm run verify:evals`.
 */
const TERMS: CusumTerms = { fall: 0.2, patience: 11, warmUp: 50 };

/**
 * Takes a sample in, in place, in the order of time. True: the model's quality in the category has fallen:
 * demote it. The series then starts anew.
 */
export function watchQuality(watch: QualityWatch, sample: QualitySample): boolean {
  const key = `${sample.category}\n${sample.model}\n${sample.series}`;
  const cusum = (watch[key] ??= emptyCusum());
  if (!watchScore(cusum, sample.value, TERMS)) return false;
  delete watch[key];
  return true;
}
