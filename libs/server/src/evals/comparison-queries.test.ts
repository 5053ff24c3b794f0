import { describe, expect, test } from '@jest/globals';
import { ComparisonsQuery } from '@weighbridge/contracts/evals/comparison';
import { ListQuery } from '@weighbridge/contracts/resources/envelope';
import type { ComparisonReader, PairSeries } from '@weighbridge/evals/automatic/comparison-reader';
import { createComparisonQueries } from './comparison-queries.js';

const CATEGORIES = ['alpha', 'beta', 'gamma'];

const series = (category: string): PairSeries => ({
  ...{ workspaceId: 'acme', category, incumbent: 'fake/strong', candidate: 'fake/cheap' },
  ...{ judge: 'fake/judge', judgeVersion: 'v1', n: 4, win: 1, tie: 2, loss: 1, consistent: 4 },
  ...{ sumSquares: 2, sumProducts: 0, countSquares: 4, incumbentCost: 1, candidateCost: 1 },
  ...{ incumbentMs: 1, candidateMs: 1, lastAt: 0 },
});

const comparisons: ComparisonReader = {
  readSeries: () => Promise.resolve(CATEGORIES.map(series)),
  readLabelled: () => Promise.resolve([]),
  readPairs: () => Promise.resolve([]),
  addLabels: () => Promise.resolve([]),
  readSides: () =>
    Promise.resolve(
      CATEGORIES.map((category) => ({
        ...{ workspaceId: 'acme', category, model: 'fake/cheap', n: 4, total: 2 },
        ...{ costUsd: null, latencyMs: null },
      })),
    ),
};

const queries = createComparisonQueries({
  comparisons,
  source: {
    ...{ readArrived: () => Promise.resolve([]), readRequest: () => Promise.resolve(undefined) },
    readLatestOf: () => Promise.resolve(undefined),
  },
  readScoredSides: () => Promise.resolve([]),
  marginOf: () => 0.01,
});

describe.each([
  [
    'comparisons',
    (query: object) => queries.listComparisons('every', ComparisonsQuery.parse(query)),
  ],
  ['quality', (query: object) => queries.listQuality('every', ListQuery.parse(query))],
] as const)('the list of %s', (_, list) => {
  test('is read page by page', async () => {
    const first = await list({ limit: 2 });
    expect(first.data.map(({ category }) => category)).toEqual(['alpha', 'beta']);
    const rest = await list({ limit: 2, cursor: first.next_cursor! });
    expect(rest.data.map(({ category }) => category)).toEqual(['gamma']);
    expect(rest.next_cursor).toBeNull();
  });

  test('refuses a cursor that no page returned', async () => {
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ param: 'cursor' });
  });
});
