import { describe, expect, test } from '@jest/globals';
import { measureAgreement } from './agreement.js';
import { sequenceMargin, sequencePValue } from './confidence-sequence.js';
import { correctedRate } from './corrected-rate.js';
import { holmLevels } from './holm.js';
import { normalQuantile } from './normal.js';
import { predictionPoweredMean } from './prediction-powered-mean.js';
import { wilsonInterval } from './wilson-interval.js';

test.each([
  [0.975, 1.959963985],
  [0.95, 1.644853627],
  [0.01, -2.326347874],
  [0.5, 0],
])('the normal quantile at %p is that of the tables', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 8);
});

test('the Wilson interval of 8 of 10 is the one computed by hand', () => {
  const { mean, low, high } = wilsonInterval(8, 10);
  expect(mean).toBe(0.8);
  expect(low).toBeCloseTo(0.490162, 5);
  expect(high).toBeCloseTo(0.943318, 5);
  expect(wilsonInterval(0, 0)).toEqual({ mean: 0, low: 0, high: 1 });
});

test('Holm rejects two of four, and the later ones share the level that stopped it', () => {
  const levels = holmLevels([0.01, 0.04, 0.03, 0.005]);
  expect(levels.map((level) => level.toFixed(6))).toEqual([
    '0.016667',
    '0.025000',
    '0.025000',
    '0.012500',
  ]);
});

describe('the confidence sequence', () => {
  test.each([
    [100, 0.152],
    [500, 0.063],
    [1000, 0.045],
    [5000, 0.021],
  ])('at %i pairs of variance 0.215 has the published margin', (count, margin) => {
    expect(sequenceMargin({ mean: 0, variance: 0.215, count })).toBeCloseTo(margin, 3);
  });

  test('has as p-value the level at which the interval just ends at the value', () => {
    const sample = { mean: 0.11, variance: 0.4, count: 700 };
    const level = sequencePValue(sample, 0);
    expect(level).toBeLessThan(0.05);
    expect(sequenceMargin(sample, level)).toBeCloseTo(0.11, 10);
  });

  test('says nothing of a single pair', () => {
    expect(sequenceMargin({ mean: 1, variance: 0, count: 1 })).toBe(Infinity);
    expect(sequencePValue({ mean: 1, variance: 0, count: 1 }, 0)).toBe(1);
  });
});

describe('agreement', () => {
  const repeat = (times: number, judge: string, person: string) =>
    Array.from({ length: times }, () => [judge, person] as const);

  test('of 35 in 50 with even margins is kappa 0.4', () => {
    const pairs = [
      ...repeat(20, 'yes', 'yes'),
      ...repeat(5, 'yes', 'no'),
      ...repeat(10, 'no', 'yes'),
      ...repeat(15, 'no', 'no'),
    ];
    const { count, agreement, kappa } = measureAgreement(pairs);
    expect([count, agreement]).toEqual([50, 0.7]);
    expect(kappa).toBeCloseTo(0.4, 12);
  });

  test('without labels has no kappa, and is whole where both only ever say one thing', () => {
    expect(measureAgreement([]).kappa).toBeNull();
    expect(measureAgreement(repeat(3, 'tie', 'tie')).kappa).toBe(1);
  });
});

describe('the corrected rate', () => {
  const calibration = { positives: 50, truePositives: 40, negatives: 50, trueNegatives: 45 };

  test('and its interval with both variances are those computed by hand', () => {
    const rate = correctedRate(60, 100, calibration)!;
    expect(rate.mean).toBeCloseTo(0.5 / 0.7, 10);
    expect(rate.low).toBeCloseTo(0.533837, 4);
    expect(rate.high).toBeCloseTo(0.894735, 4);
  });

  test('does not exist for a judge that guesses or a class without labels', () => {
    expect(correctedRate(60, 100, { ...calibration, trueNegatives: 10 })).toBeNull();
    expect(correctedRate(60, 100, { ...calibration, negatives: 0 })).toBeNull();
  });
});

test('the prediction-powered mean is the one computed by hand', () => {
  const labelled = [
    { judge: 0.5, label: 0.6 },
    { judge: 0.3, label: 0.2 },
    { judge: 0.7, label: 0.9 },
  ];
  const { mean, low, high } = predictionPoweredMean([0.2, 0.4, 0.6, 0.8], labelled)!;
  expect(mean).toBeCloseTo(0.566667, 5);
  expect(high - low).toBeCloseTo(2 * 0.306435, 4);
  expect(predictionPoweredMean([0.2, 0.4], [])).toBeNull();
});
