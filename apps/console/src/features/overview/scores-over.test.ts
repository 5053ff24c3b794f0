import { expect, test } from '@jest/globals';
import type { ScoreView } from '@weighbridge/contracts/evals/score';
import { findRange } from '../usage/range.js';
import { scoresOver } from './scores-over.js';

const NOW = Date.UTC(2026, 10, 21, 12, 30);
const DAY = findRange('24h')!;
const score = (name: string, value: number | string, hour: number) =>
  ({
    name,
    value,
    created_at: new Date(Date.UTC(2026, 10, 21, hour, 5)).toISOString(),
  }) as ScoreView;

test('a line is the mean of each hour, and nothing where nobody scored', () => {
  const scores = [score('thumbs', 1, 12), score('thumbs', 0, 12), score('thumbs', 1, 10)];
  const { times, series } = scoresOver(scores, DAY, NOW);
  expect(series.map(({ name }) => name)).toEqual(['thumbs']);
  expect(series[0]?.values).toHaveLength(times.length);
  expect(series[0]?.values.slice(-3)).toEqual([1, null, 0.5]);
});

test('labels and scores from before the range are no part of it, and the commonest come first', () => {
  const scores = [
    ...[score('rare', 1, 12), score('often', 1, 12), score('often', 0, 11)],
    ...[score('label', 'good', 12), score('old', 1, -40)],
  ];
  expect(scoresOver(scores, DAY, NOW).series.map(({ name }) => name)).toEqual(['often', 'rare']);
});
