import { expect, test } from '@jest/globals';
import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { createSamplingStart } from './begin-sampling.js';

const workspace = (id: string, isJudged: boolean): WorkspaceRow => ({
  ...{ id, organizationId: 'org', region: null, zdr: false, allowedModels: null },
  evals: isJudged ? { sample_rate: 1, judge: 'fake/judge', candidates: ['fake/cheap'] } : null,
});

test('a workspace is judged from when it says so, and anew when it says so again', async () => {
  const begun: [readonly string[], number][] = [];
  let now = 100_000;
  const mark = createSamplingStart(
    { beginCursors: (ids, startAt) => Promise.resolve(void begun.push([ids, startAt])) },
    () => now,
  );
  await mark([workspace('acme', true), workspace('other', false)]);
  now += 60_000;
  await mark([workspace('acme', true), workspace('other', true)]);
  await mark([workspace('acme', false), workspace('other', true)]);
  await mark([workspace('acme', true), workspace('other', true)]);
  expect(begun).toEqual([
    [['acme'], 95_000],
    [['other'], 155_000],
    [['acme'], 155_000],
  ]);
});
