import { expect, test } from '@jest/globals';
import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { createSamplingStart } from './begin-sampling.js';

const workspace = (id: string, isJudged: boolean): WorkspaceRow => ({
  ...{ id, organizationId: 'org', region: null, zdr: false, allowedModels: null },
  evals: isJudged ? { sample_rate: 1, judge: 'fake/judge', candidates: ['fake/cheap'] } : null,
});

test('a workspace is compared from when it says so, and anew when it says so again', async () => {
  const marked: [readonly string[], number][] = [];
  let now = 100_000;
  const mark = createSamplingStart(
    { compareFrom: (ids, from) => Promise.resolve(void marked.push([ids, from])) },
    () => now,
  );
  await mark([workspace('acme', true), workspace('other', false)]);
  now += 60_000;
  await mark([workspace('acme', true), workspace('other', true)]);
  await mark([workspace('other', true), workspace('acme', true)]);
  await mark([workspace('acme', false), workspace('other', true)]);
  await mark([workspace('acme', true), workspace('other', true)]);
  expect(marked).toEqual([
    [['acme'], 95_000],
    [['acme', 'other'], 159_000],
    [['other'], 159_000],
    [['acme', 'other'], 159_000],
  ]);
});

test('what could not be marked is marked with the next change', async () => {
  const marked: (readonly string[])[] = [];
  let isAway = true;
  const compareFrom = (ids: readonly string[]) =>
    isAway ? Promise.reject(new Error('away')) : Promise.resolve(void marked.push(ids));
  const mark = createSamplingStart({ compareFrom }, () => 100_000);
  await expect(mark([workspace('acme', true)])).rejects.toThrow('away');
  isAway = false;
  await mark([workspace('acme', true)]);
  expect(marked).toEqual([['acme']]);
});
