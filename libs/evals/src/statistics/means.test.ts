import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addToCluster, clusteredMean, emptyClusterSums } from './clustered-mean.js';
import { emptyCusum, watchScore } from './cusum.js';
import { addValue, effectiveCount, emptyMoments, mergeMoments, varianceOf } from './moments.js';
import { seededRandom } from './seeded-random.js';
import { shrinkCells } from './shrink-cells.js';
import { shrinkToGroups } from './shrink-groups.js';

const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 2,
  maxLength: 40,
});

test('running moments are the mean and the unbiased variance', () => {
  const moments = emptyMoments();
  for (const value of [2, 4, 4, 4, 5, 5, 7, 9]) addValue(moments, value);
  expect(moments.mean).toBe(5);
  expect(varianceOf(moments)).toBeCloseTo(32 / 7, 12);
  addValue(moments, 5, 8);
  expect(effectiveCount(moments)).toBeCloseTo(256 / 72, 12);
});

test('moments merged are the moments of all values', () => {
  fc.assert(
    fc.property(values, values, (left, right) => {
      const [a, b, all] = [emptyMoments(), emptyMoments(), emptyMoments()];
      for (const value of left) addValue(a, value);
      for (const value of right) addValue(b, value);
      for (const value of [...left, ...right]) addValue(all, value);
      mergeMoments(a, b);
      expect(a.mean).toBeCloseTo(all.mean, 10);
      expect(varianceOf(a)).toBeCloseTo(varianceOf(all), 10);
    }),
  );
});

describe('a clustered mean', () => {
  test('of two sessions and a lone value has the variance computed by hand', () => {
    const sums = emptyClusterSums();
    const [first, second] = [
      { weight: 0, sum: 0 },
      { weight: 0, sum: 0 },
    ];
    for (const value of [1, 1]) addToCluster(sums, value, 1, first);
    for (const value of [0, 0]) addToCluster(sums, value, 1, second);
    addToCluster(sums, 1, 1);
    const { mean, variance, count } = clusteredMean(sums);
    expect(mean).toBeCloseTo(0.6, 12);
    expect(variance).toBeCloseTo(0.1344, 12);
    expect(count).toBeCloseTo(25 / 9, 12);
  });

  test('of lone values has the variance of a plain mean', () => {
    fc.assert(
      fc.property(values, (list) => {
        const [sums, moments] = [emptyClusterSums(), emptyMoments()];
        for (const value of list) {
          addToCluster(sums, value, 1);
          addValue(moments, value);
        }
        expect(clusteredMean(sums).variance).toBeCloseTo(varianceOf(moments) / list.length, 9);
      }),
    );
  });

  test('of one cluster has no finite variance', () => {
    const sums = emptyClusterSums();
    const session = { weight: 0, sum: 0 };
    for (const value of [0, 1, 0]) addToCluster(sums, value, 1, session);
    expect(clusteredMean(sums).variance).toBe(Infinity);
  });
});

describe('shrinkage', () => {
  test('halves the distance to the common mean where noise equals the spread', () => {
    const cells = [
      { mean: 0, variance: 0.01 },
      { mean: 0.2, variance: 0.01 },
    ];
    const { means, variances, centres } = shrinkCells(cells, 0.1);
    expect(means[0]).toBeCloseTo(0.05, 12);
    expect(means[1]).toBeCloseTo(0.15, 12);
    expect(variances[0]).toBeCloseTo(0.005, 12);
    expect(centres[0]!.mean).toBeCloseTo(0.1, 12);
    expect(centres[0]!.error).toBeCloseTo(0.1, 12);
    expect(centres[0]!.pulls[0]).toBeCloseTo(0.5, 12);
  });

  test('pulls a cell to its own group, not to the middle of two', () => {
    const cells = [0.01, -0.01, 0, 0.02, -0.2, -0.21, -0.19, -0.22].map((mean) => ({
      mean,
      variance: 0.0004,
    }));
    const groups = shrinkToGroups(cells, 0)!;
    expect(groups.means[0]).toBeCloseTo(0.005, 4);
    expect(groups.means[4]).toBeCloseTo(-0.205, 4);
    const oneCentre = [0.02, 0.045, 0.09, 0.13].map((spread) => shrinkCells(cells, spread));
    for (const { support } of oneCentre) expect(groups.support).toBeGreaterThan(support);
    expect(shrinkToGroups(cells.slice(0, 3), 0)).toBeNull();
  });
});

describe('the watch for a fall', () => {
  const terms = { fall: 0.2, patience: 9, warmUp: 50 };

  test('rings after a fall of twenty points and not before', () => {
    const random = seededRandom(5);
    const cusum = emptyCusum();
    for (let sample = 0; sample < 1000; sample++)
      expect(watchScore(cusum, random() < 0.85 ? 1 : 0, terms)).toBe(false);
    let samples = 0;
    while (!watchScore(cusum, random() < 0.65 ? 1 : 0, terms)) samples++;
    expect(samples).toBeLessThan(300);
  });

  test('does not learn the fallen level as its baseline', () => {
    const cusum = emptyCusum();
    for (let sample = 0; sample < 60; sample++) watchScore(cusum, 1, terms);
    for (let sample = 0; sample < 3; sample++) watchScore(cusum, 0, terms);
    expect(cusum.baseline.mean).toBe(1);
  });
});
