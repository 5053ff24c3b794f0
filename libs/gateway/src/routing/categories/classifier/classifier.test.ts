import { describe, expect, test } from '@jest/globals';
import { classifyText } from './classify-text.js';
import { EXAMPLES, HELD_OUT, STRANGERS } from './examples.fixture.js';
import { BUCKETS, hashFeatures } from './hash-features.js';
import { trainClassifier } from './train-classifier.js';

const model = trainClassifier(EXAMPLES)!;

describe('a classifier trained on twelve examples of each category', () => {
  test('decides most prompts it has not seen, nearly all of them rightly', () => {
    const verdicts = HELD_OUT.map(({ category, text }) => ({
      is: category,
      says: classifyText(model, text).category,
    }));
    const decided = verdicts.filter(({ says }) => says !== null);
    expect(decided.length).toBeGreaterThanOrEqual(24);
    expect(decided.filter(({ is, says }) => is === says).length / decided.length).toBeGreaterThan(
      0.95,
    );
  });

  test.each(STRANGERS)('abstains from "%s"', (text) => {
    expect(classifyText(model, text).category).toBeNull();
  });

  test('is the same for the same examples', () => {
    expect(trainClassifier(EXAMPLES)).toEqual(model);
  });

  test('gives probabilities that leave room for everything else', () => {
    for (const { text } of HELD_OUT) {
      const scores = Object.values(classifyText(model, text).scores);
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
      expect(scores.reduce((sum, score) => sum + score, 0)).toBeLessThan(1);
    }
  });
});

test('one category alone is told from everything else', () => {
  const alone = trainClassifier(EXAMPLES.filter(({ category }) => category === 'code'))!;
  expect(classifyText(alone, 'Fix the bug in this function.').category).toBe('code');
  for (const stranger of STRANGERS) expect(classifyText(alone, stranger).category).toBeNull();
});

test.each(['marker-123', 'ping', 'prompt 17', 'zzz qqq', 'a b', 'Bonjour'])(
  'words that no example has decide nothing: "%s"',
  (text) => {
    const few = trainClassifier([
      { category: 'code', text: 'Write a function that …' },
      { category: 'code', text: 'Fix this stack trace …' },
    ])!;
    expect(classifyText(few, text).category).toBeNull();
    expect(classifyText(few, 'Write a function that reverses a list').category).toBe('code');
  },
);

test('there is no classifier without examples', () => {
  expect(trainClassifier([])).toBeNull();
});

test('the end of a long prompt is read as well as its beginning', () => {
  const material = 'lorem ipsum dolor sit amet '.repeat(4_000);
  const instruction = 'Translate the following sentence into French.';
  for (const text of [`${instruction}\n${material}`, `${material}\n${instruction}`]) {
    const buckets = new Set(hashFeatures(text).buckets);
    const words = [...hashFeatures(instruction).buckets];
    expect(words.filter((bucket) => buckets.has(bucket)).length / words.length).toBeGreaterThan(
      0.9,
    );
  }
});

test('words count, not their case; ideographs are words of their own', () => {
  expect(hashFeatures('Hello World')).toEqual(hashFeatures('hello, WORLD!'));
  expect(hashFeatures('翻译这句话').buckets).toHaveLength(9);
  expect(hashFeatures('').buckets).toHaveLength(0);
  expect(hashFeatures('a a a').counts[0]).toBe(3);
  for (const bucket of hashFeatures('some words').buckets) expect(bucket).toBeLessThan(BUCKETS);
});
