import { beforeEach, expect, test } from '@jest/globals';
import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { FinishedRequest } from './finished-request.js';
import { finishedRequest } from './requests.fixture.js';
import {
  createSampler,
  type SamplingCursor,
  type SamplingParts,
  type Work,
} from './sample-requests.js';

const NOW = 1_000_000;
const workspace: WorkspaceRow = {
  ...{ id: 'acme', organizationId: 'org', region: null, zdr: false, allowedModels: null },
  evals: { sample_rate: 1, judge: 'fake/judge', candidates: ['fake/cheap'] },
};

let now: number;
let rows: FinishedRequest[];
let kept: Map<string, unknown>;
let asked: string[];
let cursor: SamplingCursor | null;
let reads: number;

const parts = (more: Partial<SamplingParts> = {}): SamplingParts => ({
  source: {
    readArrived: (_, after, __, limit) => {
      reads++;
      const later = rows
        .filter(
          (row) =>
            row.arrivedAt > after.arrivedAt ||
            (row.arrivedAt === after.arrivedAt && row.id > after.id),
        )
        .sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1));
      return Promise.resolve(later.slice(0, limit));
    },
    readRequest: () => Promise.resolve(undefined),
    readLatestOf: () => Promise.resolve(undefined),
  },
  store: {
    readCursor: (_, startAt) =>
      Promise.resolve((cursor ??= { readUntil: startAt, startedAt: startAt, comparedFrom: null })),
    addWork: (_, work, readUntil) => {
      const isNew = ({ id }: { id: string }) => !kept.has(id) && kept.set(id, true) !== undefined;
      const added: Work = { runs: work.runs.filter(isNew), pairs: work.pairs.filter(isNew) };
      cursor = { ...cursor!, readUntil: Math.max(cursor!.readUntil, readUntil) };
      return Promise.resolve(added);
    },
    readOverdue: () => Promise.resolve({ runs: [], pairs: ['pair_overdue'] }),
    compareFrom: () => Promise.resolve(),
    dropCursors: () => Promise.resolve(),
  },
  requestJobs: ({ pairs }) => Promise.resolve(void asked.push(...pairs.map(({ id }) => id))),
  workspaces: () => [workspace],
  readEvaluators: () => Promise.resolve([]),
  naming: { canonical: (_, name) => name, defaultsUnder: () => [] },
  judgeVersion: () => 'v1',
  now: () => now,
  ...more,
});
const arrive = (id: string, arrivedAt: number) =>
  rows.push(finishedRequest({ id, arrivedAt, startedAt: arrivedAt - 100 }));
const judged = () => asked.filter((id) => id !== 'pair_overdue').length;

beforeEach(() => {
  [now, rows, kept, asked, cursor, reads] = [NOW, [], new Map(), [], null, 0];
});

test('each request is planned once, also one that becomes visible late', async () => {
  const sample = createSampler(parts());
  arrive('a', NOW - 1_000);
  await sample();
  arrive('b', NOW + 2_000);
  arrive('late', NOW - 2_000);
  now += 3_000;
  await sample();
  await sample();
  expect(judged()).toBe(3);
});

test('a worker that begins anew looks again, and plans nothing twice', async () => {
  arrive('a', NOW - 1_000);
  await createSampler(parts())();
  await createSampler(parts())();
  expect(judged()).toBe(1);
});

test('what is not kept is planned the next time', async () => {
  arrive('a', NOW - 1_000);
  const broken = parts();
  const { addWork } = broken.store;
  broken.store.addWork = () => Promise.reject(new Error('away'));
  const sample = createSampler(broken);
  await expect(sample()).rejects.toThrow('away');
  broken.store.addWork = addWork;
  await sample();
  expect(judged()).toBe(1);
});

test('requests from before a workspace was judged are left alone', async () => {
  arrive('old', NOW - 60_000);
  await createSampler(parts())();
  expect(judged()).toBe(0);
});

test('what an evaluator read before traffic was compared is not compared', async () => {
  cursor = { readUntil: NOW, startedAt: NOW - 600_000, comparedFrom: NOW - 1_000 };
  arrive('old', NOW - 60_000);
  arrive('new', NOW - 500);
  await createSampler(parts())();
  expect(judged()).toBe(1);
});

test('what was marked before a worker began is compared by it', async () => {
  cursor = { readUntil: NOW - 60_000, startedAt: NOW - 60_000, comparedFrom: NOW - 60_000 };
  arrive('while it started', NOW - 50_000);
  await createSampler(parts())();
  expect(judged()).toBe(1);
});

test('thousands that arrived in the same millisecond are read page by page', async () => {
  for (let index = 0; index < 4_500; index++) arrive(`r${index}`, NOW - 1_000);
  await createSampler(parts())();
  expect(judged()).toBe(4_500);
  expect(reads).toBe(3);
});

test.each([
  ['a zero-retention workspace', { ...workspace, zdr: true }],
  ['a workspace that judges nothing', { ...workspace, evals: null }],
])('%s is not read at all', async (_, row) => {
  arrive('a', NOW);
  await createSampler(parts({ workspaces: () => [row] }))();
  expect(reads).toBe(0);
});

test('work that lost its job is asked for again, now and then', async () => {
  const sample = createSampler(parts());
  await sample();
  await sample();
  expect(asked).toEqual(['pair_overdue']);
  now += 31_000;
  await sample();
  expect(asked).toHaveLength(2);
});
