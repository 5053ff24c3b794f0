import { expect, test } from '@jest/globals';
import { calibrateEvaluator } from './calibrate-evaluator.js';

test('agreement, kappa and the corrected rate equal those computed by hand', () => {
  const counts = { both: 40, evaluatorOnly: 10, personOnly: 5, neither: 45 };
  const calibration = calibrateEvaluator({ scores: 1_000, passes: 500, ...counts });
  expect(calibration).toMatchObject({ scores: 1_000, labels: 100, agreement: 0.85 });
  // po 0.85; pe = 0.5 × 0.45 + 0.5 × 0.55 = 0.5; κ = 0.35 / 0.5
  expect(calibration.kappa).toBeCloseTo(0.7);
  expect(calibration.pass_rate.mean).toBe(0.5);
  // q1 = 40 / 45, q0 = 45 / 55: (0.5 + q0 − 1) / (q0 + q1 − 1)
  expect(calibration.corrected_rate!.mean).toBeCloseTo(
    (0.5 + 45 / 55 - 1) / (45 / 55 + 40 / 45 - 1),
  );
  expect(calibration.corrected_rate!.low).toBeLessThan(calibration.pass_rate.low);
});

test('without labels nothing is claimed', () => {
  const none = { both: 0, evaluatorOnly: 0, personOnly: 0, neither: 0 };
  expect(calibrateEvaluator({ scores: 0, passes: 0, ...none })).toEqual({
    ...{ scores: 0, labels: 0, agreement: null, kappa: null, corrected_rate: null },
    pass_rate: { mean: 0, low: 0, high: 1 },
  });
});
