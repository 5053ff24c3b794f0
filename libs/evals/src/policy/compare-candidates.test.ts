import { expect, test } from '@jest/globals';
import { compareCandidates } from './compare-candidates.js';

test.each([
  ['better', { win: 300, tie: 600, loss: 100 }, 'is better than old: +20.0 points'],
  ['worse', { win: 100, tie: 600, loss: 300 }, 'is worse than old: −20.0 points'],
  ['not_worse', { win: 5, tie: 4000, loss: 5 }, 'is not worse than old by 1.0 points or more'],
  ['undecided', { win: 12, tie: 80, loss: 10 }, 'cannot be told apart yet'],
])('%s is said in a sentence', (verdict, tally, words) => {
  const [comparison] = compareCandidates('old', [{ candidate: 'new', ...tally }], 0.01);
  expect(comparison).toMatchObject({ verdict, n: tally.win + tally.tie + tally.loss });
  expect(comparison!.explanation).toContain(words);
  expect(comparison!.diff.mean).toBeCloseTo((tally.win - tally.loss) / comparison!.n, 12);
});

test('a verdict that one candidate alone would get needs more among four', () => {
  const close = { candidate: 'new', win: 195, tie: 670, loss: 135 };
  const even = { win: 110, tie: 770, loss: 120 };
  const others = ['a', 'b', 'c'].map((candidate) => ({ candidate, ...even }));
  expect(compareCandidates('old', [close], 0.01)[0]!.verdict).toBe('better');
  expect(compareCandidates('old', [close, ...others], 0.01)[0]!.verdict).toBe('not_worse');
});

test('without a pair nothing is said', () => {
  const [none] = compareCandidates('old', [{ candidate: 'new', win: 0, tie: 0, loss: 0 }], 0.01);
  expect(none).toMatchObject({ verdict: 'undecided', diff: { mean: 0, low: -1, high: 1 } });
});
