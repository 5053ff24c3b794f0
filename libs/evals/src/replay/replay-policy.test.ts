import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../statistics/seeded-random.js';
import { hindsightSaving } from './hindsight-choices.js';
import { sourceOfTable } from './outcome-source.js';
import type { OutcomeTable } from './outcome-table.js';
import { replayPolicy } from './replay-policy.js';

/** 400 prompts, half in A where the weak model is as good, half in B where it fails 4 of 10. */
function twoCategories(prompts = 400): OutcomeTable {
  const random = seededRandom(11);
  const indexes = Array.from({ length: prompts }, (_, index) => index);
  const categoryOf = Int32Array.from(indexes, (index) => index % 2);
  const strongQuality = Float64Array.from(indexes, () => (random() < 0.9 ? 1 : 0));
  const weakQuality = strongQuality.map((quality, index) =>
    categoryOf[index] === 1 && random() < 0.4 ? 0 : quality,
  );
  const costs = (cost: number) => new Float64Array(prompts).fill(cost);
  return {
    categories: ['A', 'B'],
    categoryOf,
    strong: { model: 'strong', quality: strongQuality, cost: costs(0.01) },
    weak: [{ model: 'weak', quality: weakQuality, cost: costs(0.001) }],
    rows: 2 * prompts,
  };
}

test('the replay moves the category that ties and no other', () => {
  const source = sourceOfTable(twoCategories());
  const report = replayPolicy(source, { pairs: 1000, seeds: 20, maxQualityLoss: 0.01 });
  expect(report.saving).toBeCloseTo(0.45, 10);
  expect(report.hindsightSaving).toBeCloseTo(0.45, 10);
  expect(report.shareOfHindsight).toBeCloseTo(1, 10);
  expect(report).toMatchObject({ qualityLoss: 0, exceeded: 0 });
});

test('the same seeds give the same report', () => {
  const source = sourceOfTable(twoCategories());
  const terms = { pairs: 400, seeds: 5, maxQualityLoss: 0.02 };
  expect(replayPolicy(source, terms)).toEqual(replayPolicy(source, terms));
});

test('fewer pairs than a workspace needs save nothing', () => {
  const source = sourceOfTable(twoCategories());
  const report = replayPolicy(source, { pairs: 299, seeds: 3, maxQualityLoss: 0.01 });
  expect(report).toMatchObject({ saving: 0, shareOfHindsight: 0, qualityLoss: 0, exceeded: 0 });
});

describe('hindsight', () => {
  const category = (share: number, ...candidates: [difference: number, cost: number][]) => ({
    name: 'any',
    share,
    defaultCost: 10,
    candidates: candidates.map(([difference, cost]) => ({ difference, cost })),
  });

  test('takes the best set within the limit, worked out by hand', () => {
    // Losses 0.005, 0.004 and 0.008 (or 0.002 for the dearer one) save 2, 1.6 and 3.6 (or 2) of 10.
    const categories = [
      category(0.25, [-0.02, 2]),
      category(0.2, [-0.02, 2]),
      category(0.4, [-0.02, 1], [-0.005, 5]),
      category(0.15, [-0.5, 0]),
    ];
    expect(hindsightSaving(categories, 0.01)).toBeCloseTo(0.4, 10); // 0.005 + 0.002: 2 + 2
    expect(hindsightSaving(categories, 0.0119)).toBeCloseTo(0.56, 10); // all but the last, 1.6 more
    expect(hindsightSaving(categories, 0)).toBe(0);
  });

  test('spends a gain in one category on a loss in another', () => {
    const categories = [category(0.5, [0.02, 9]), category(0.5, [-0.04, 0])];
    expect(hindsightSaving(categories, 0.01)).toBeCloseTo(0.55, 10);
    expect(hindsightSaving(categories, 0.0099)).toBeCloseTo(0.05, 10);
  });
});
