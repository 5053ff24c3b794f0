import { expect, test } from '@jest/globals';
import { finishedRequest } from '../sampling/requests.fixture.js';
import { type ComparisonTerms, comparisonTerms } from './comparison-terms.js';
import { type ModelNaming, planPairs } from './plan-pairs.js';

const naming: ModelNaming = {
  canonical: (_, name) => (name === 'nobody' ? null : name === 'bare' ? 'fake/bare' : name),
  defaultsUnder: (_, route) => (route === 'smart' ? ['fake/strong'] : []),
};
const terms = (more: Partial<ComparisonTerms> = {}): ComparisonTerms => ({
  ...{ sampleRate: 1, judge: 'fake/judge', candidates: ['fake/cheap'], dailyLimit: null },
  maxQualityLoss: 0.01,
  ...more,
});
const candidates = (
  more: Partial<ComparisonTerms>,
  request: Parameters<typeof finishedRequest>[0] = {},
) =>
  planPairs(terms(more), 'v1', finishedRequest(request), naming).map(({ candidate }) => candidate);

test('every candidate that did not serve is compared, by one name', () => {
  const wanted = ['fake/cheap', 'bare', 'fake/bare', 'nobody', 'fake/strong'];
  expect(candidates({ candidates: wanted })).toEqual(['fake/cheap', 'fake/bare']);
});

test('a judge does not judge itself', () => {
  expect(candidates({ candidates: ['fake/judge', 'fake/cheap'] })).toEqual(['fake/cheap']);
});

test('where an auto route moved off its default, the default is compared', () => {
  const moved = { route: 'smart', model: 'cheap' };
  expect(candidates({}, moved)).toEqual(['fake/strong']);
  expect(candidates({}, { ...moved, model: 'strong' })).toEqual(['fake/cheap']);
  expect(candidates({}, { ...moved, route: 'other' })).toEqual([]);
});

test('a default that is the judge is compared all the same, or no regression against it were seen', () => {
  const moved = { route: 'smart', model: 'cheap' };
  expect(candidates({ judge: 'fake/strong' }, moved)).toEqual(['fake/strong']);
});

test.each([
  ['an embedding', { operation: 'embeddings' }],
  ['a failed request', { status: 'error' as const }],
  ['a request that nothing served', { provider: '' }],
  ['a call of evaluations', { tags: ['wb:eval:replay'] }],
])('%s is not compared', (_, request) => {
  expect(candidates({}, request)).toEqual([]);
});

test('planned twice a pair is the same, under another judge it is another', () => {
  const plan = (version: string) => planPairs(terms(), version, finishedRequest(), naming)[0]!.id;
  expect(plan('v1')).toBe(plan('v1'));
  expect(plan('v1')).not.toBe(plan('v2'));
});

test('a zero-retention workspace compares nothing, nor does one without a judge', () => {
  const evals = { judge: 'fake/judge', candidates: ['fake/cheap'] };
  expect(comparisonTerms({ evals, zdr: true })).toBeNull();
  expect(comparisonTerms({ evals: { candidates: [] }, zdr: false })).toBeNull();
  expect(comparisonTerms({ evals, zdr: false })).toMatchObject({
    sampleRate: 0.1,
    dailyLimit: null,
  });
});
