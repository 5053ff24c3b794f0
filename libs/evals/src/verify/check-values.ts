import { measureAgreement } from '../statistics/agreement.js';
import { sequenceMargin } from '../statistics/confidence-sequence.js';
import { correctedRate } from '../statistics/corrected-rate.js';
import { wilsonInterval } from '../statistics/wilson-interval.js';
import type { Measurement } from './check.js';

/** Values computed by hand. */
export function checkValues(): Measurement[] {
  const pairs = [
    ...new Array(20).fill(['yes', 'yes'] as const),
    ...new Array(5).fill(['yes', 'no'] as const),
    ...new Array(10).fill(['no', 'yes'] as const),
    ...new Array(15).fill(['no', 'no'] as const),
  ];
  const calibration = { positives: 50, truePositives: 40, negatives: 50, trueNegatives: 45 };
  const corrected = correctedRate(60, 100, calibration);
  return [
    equals(
      'confidence sequence, margin at 100, 500, 1,000, 5,000 pairs of variance 0.215',
      [100, 500, 1000, 5000].map((count) => sequenceMargin({ mean: 0, variance: 0.215, count })),
      [0.152, 0.063, 0.045, 0.021],
    ),
    equals(
      'Wilson interval of 8 of 10',
      [wilsonInterval(8, 10).low, wilsonInterval(8, 10).high],
      [0.49, 0.943],
    ),
    equals('Cohen’s kappa of 20, 5, 10, 15', [measureAgreement(pairs).kappa ?? NaN], [0.4]),
    equals(
      'pass rate 60 of 100 by a judge of sensitivity 0.8 and specificity 0.9',
      [corrected?.mean ?? NaN, corrected?.low ?? NaN, corrected?.high ?? NaN],
      [0.714, 0.534, 0.895],
    ),
  ];
}

function equals(what: string, values: number[], expected: number[]): Measurement {
  const show = (list: number[]) => list.map((value) => value.toFixed(3)).join(', ');
  return {
    what,
    target: show(expected),
    measured: show(values),
    held: show(values) === show(expected),
  };
}
