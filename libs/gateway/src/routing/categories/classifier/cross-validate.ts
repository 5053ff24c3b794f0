import { setImmediate } from 'node:timers/promises';
import { DEFAULT_CATEGORY } from '../classification.js';
import { classifyText } from './classify-text.js';
import { type LabelledExample, trainClassifier } from './train-classifier.js';

const FOLDS = 5;
/** The 97.5 % quantile of the normal distribution. */
const Z = 1.959964;

export interface HeldOutReport {
  accuracy: {
    /** Share of the decided that are right; null: none was decided. */
    value: number | null;
    low: number;
    high: number;
    /** Examples held out. */
    n: number;
    /** Share of them that were decided. */
    coverage: number;
  };
  confusion: { expected: string; predicted: string; n: number }[];
}

/**
 * How a classifier of these examples does on texts it has not seen: every fifth example of each
 * category is held out in turn. Other work goes on between the five trainings. Null: no two examples.
 */
export async function crossValidate(
  examples: readonly LabelledExample[],
): Promise<HeldOutReport | null> {
  if (examples.length < 2) return null;
  const folds = assignFolds(examples);
  const counts = new Map<string, HeldOutReport['confusion'][number]>();
  for (let fold = 0; fold < FOLDS; fold++) {
    await setImmediate();
    const model = trainClassifier(examples.filter((_, index) => folds[index] !== fold));
    for (const { category: expected, text } of examples.filter(
      (_, index) => folds[index] === fold,
    )) {
      const predicted = (model && classifyText(model, text).category) ?? DEFAULT_CATEGORY;
      const key = JSON.stringify([expected, predicted]);
      const cell = counts.get(key) ?? { expected, predicted, n: 0 };
      counts.set(key, { ...cell, n: cell.n + 1 });
    }
  }
  const confusion = [...counts.values()].toSorted(
    (a, b) => a.expected.localeCompare(b.expected) || b.n - a.n,
  );
  return { accuracy: summarize(confusion, examples.length), confusion };
}

function assignFolds(examples: readonly LabelledExample[]): number[] {
  const seen = new Map<string, number>();
  return examples.map(({ category }) => {
    const position = seen.get(category) ?? 0;
    seen.set(category, position + 1);
    return position % FOLDS;
  });
}

function summarize(confusion: HeldOutReport['confusion'], n: number): HeldOutReport['accuracy'] {
  const count = (cells: HeldOutReport['confusion']) => cells.reduce((sum, cell) => sum + cell.n, 0);
  const decided = count(confusion.filter(({ predicted }) => predicted !== DEFAULT_CATEGORY));
  const right = count(confusion.filter(({ expected, predicted }) => expected === predicted));
  if (decided === 0) return { value: null, low: 0, high: 1, n, coverage: 0 };
  const value = right / decided;
  // Wilson's score interval: E. B. Wilson, JASA 22 (1927) 209.
  const spread = Z * Math.sqrt((value * (1 - value)) / decided + (Z / decided / 2) ** 2);
  const ends = [-spread, spread].map(
    (side) => (value + Z ** 2 / decided / 2 + side) / (1 + Z ** 2 / decided),
  );
  return {
    value,
    low: Math.max(0, ends[0]!),
    high: Math.min(1, ends[1]!),
    n,
    coverage: decided / n,
  };
}
