import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NewPair } from '@weighbridge/evals/automatic/plan-pairs';
import type { NewRun } from '@weighbridge/evals/smart/plan-runs';
import type { Allowance } from '@weighbridge/evals/spending/spending';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { openTestGovern, type TestGovern } from '../govern/govern.fixture.js';
import { createComparisonReader } from './create-comparison-reader.js';
import { createJudgedPairs } from './create-judged-pairs.js';
import { createPairStore } from './create-pair-store.js';
import { createRunStore } from './create-run-store.js';
import { createSpendingStore } from './create-spending-store.js';
import { createWorkStore } from './create-work-store.js';

const WORKSPACE = 'default';
const NOON = Date.UTC(2026, 10, 21, 12);

let govern: TestGovern;
beforeAll(async () => {
  govern = await openTestGovern();
  await ensureFirstStart(govern);
}, 60_000);
afterAll(() => govern.close());
beforeEach(async () => {
  const tables = ['pairs', 'runs', 'cursors', 'days', 'reservations', 'calls'];
  for (const table of tables) await govern.dataSource.query(`DELETE FROM eval_${table}`);
});

const pair = (id: string, more: Partial<NewPair> = {}): NewPair => ({
  ...{ id, requestId: `req_${id}`, category: 'alpha', cluster: id, incumbent: 'fake/strong' },
  ...{ candidate: 'fake/cheap', judge: 'fake/judge', judgeVersion: 'v1', requestedAt: NOON },
  ...more,
});
const run = (id: string): NewRun => ({
  ...{ id, evaluatorId: 'evl_1', evaluatorVersion: 'v1', subjectId: id, requestId: id },
  dueAt: NOON,
});
const usage = (costUsd: number) => ({ inputTokens: 1, outputTokens: 2, costUsd, latencyMs: 10 });
const outcome = (verdict: 'candidate' | 'incumbent' | 'tie') => ({
  ...{ verdict, consistent: true, reason: 'because', replayRequestId: 'req_r' },
  ...{ judgeRequestIds: ['req_j'], incumbentUsage: usage(0.2), candidateUsage: usage(0.1) },
});
const judged = async (...pairs: [NewPair, 'candidate' | 'incumbent' | 'tie'][]) => {
  const work = { runs: [], pairs: pairs.map(([one]) => one) };
  await createWorkStore(govern.dataSource).addWork(WORKSPACE, work, 0);
  for (const [{ id }, verdict] of pairs)
    await createPairStore(govern.dataSource).finishPair(id, outcome(verdict));
};

describe('work', () => {
  test('found again it is the same work, and the place read to only moves on', async () => {
    const store = createWorkStore(govern.dataSource);
    expect(await store.readCursor(WORKSPACE, 100)).toEqual({
      ...{ readUntil: 100, startedAt: 100, comparedFrom: null },
    });
    const work = { runs: [run('a')], pairs: [pair('a'), pair('b')] };
    expect(await store.addWork(WORKSPACE, work, 500)).toEqual(work);
    const more = { runs: [run('a'), run('c')], pairs: [pair('b')] };
    expect(await store.addWork(WORKSPACE, more, 300)).toEqual({ runs: [run('c')], pairs: [] });
    expect(await store.readCursor(WORKSPACE, 100)).toMatchObject({
      readUntil: 500,
      startedAt: 100,
    });
  });

  test('a workspace begins when it is first marked, and is not marked back', async () => {
    const store = createWorkStore(govern.dataSource);
    await store.compareFrom([WORKSPACE, 'deleted meanwhile'], 100);
    await store.compareFrom([WORKSPACE], 50);
    expect(await store.readCursor(WORKSPACE, 900)).toEqual({
      ...{ readUntil: 100, startedAt: 100, comparedFrom: 100 },
    });
  });

  test('comparing begins when it is switched on, however long the workspace was read', async () => {
    const store = createWorkStore(govern.dataSource);
    await store.readCursor(WORKSPACE, 100);
    await store.compareFrom([WORKSPACE], 300);
    expect(await store.readCursor(WORKSPACE, 900)).toEqual({
      ...{ readUntil: 100, startedAt: 100, comparedFrom: 300 },
    });
    await store.dropCursors([]);
    await store.compareFrom([], 500);
    expect((await store.readCursor(WORKSPACE, 900)).comparedFrom).toBeNull();
    await store.compareFrom([WORKSPACE], 700);
    expect((await store.readCursor(WORKSPACE, 900)).comparedFrom).toBe(700);
  });

  test('two workers that find the same requests at once add them once', async () => {
    const store = createWorkStore(govern.dataSource);
    const work = { runs: [], pairs: Array.from({ length: 50 }, (_, index) => pair(`p${index}`)) };
    const added = await Promise.all([1, 2, 3].map(() => store.addWork(WORKSPACE, work, 1)));
    expect(added.flatMap(({ pairs }) => pairs)).toHaveLength(50);
  });

  test('what is still to be done is overdue, what is done is not', async () => {
    const store = createWorkStore(govern.dataSource);
    await store.addWork(WORKSPACE, { runs: [run('a')], pairs: [pair('a'), pair('b')] }, 1);
    await createPairStore(govern.dataSource).giveUpPair('b', 'skipped', 'limit');
    expect(await store.readOverdue(Date.now() + 1_000, 10)).toEqual({ runs: ['a'], pairs: ['a'] });
    expect(await store.readOverdue(0, 10)).toEqual({ runs: [], pairs: [] });
  });

  test('a workspace that judges nothing any more begins anew later', async () => {
    const store = createWorkStore(govern.dataSource);
    await store.readCursor(WORKSPACE, 100);
    await store.dropCursors([WORKSPACE]);
    expect((await store.readCursor(WORKSPACE, 900)).readUntil).toBe(100);
    await store.dropCursors([]);
    expect((await store.readCursor(WORKSPACE, 900)).readUntil).toBe(900);
  });
});

describe('pairs and runs', () => {
  test('a pair that is done keeps its first verdict, whatever comes late', async () => {
    await judged([pair('a'), 'candidate']);
    const store = createPairStore(govern.dataSource);
    await store.finishPair('a', outcome('incumbent'));
    await store.giveUpPair('a', 'failed', 'late');
    expect(await store.readPair('a')).toMatchObject({ state: 'done', requestedAt: NOON });
    const [row] = await createJudgedPairs(govern.dataSource).readFinished(WORKSPACE, 0, 10);
    expect(row).toMatchObject({ verdict: 'candidate', incumbentUsage: usage(0.2) });
  });

  test('a run that is done keeps its first score and its moment', async () => {
    await createWorkStore(govern.dataSource).addWork(WORKSPACE, { runs: [run('a')], pairs: [] }, 1);
    const store = createRunStore(govern.dataSource);
    const score = { value: 0.5, label: null, comment: null };
    const first = await store.finishRun('a', score);
    expect(await store.finishRun('a', { ...score, value: 1 })).toEqual(first);
    expect(await store.findRun(WORKSPACE, 'evl_1', 'v1', 'a')).toEqual(first);
    expect(first).toMatchObject({ state: 'done', value: 0.5 });
  });
});

describe('comparisons', () => {
  test('pairs are summed up per category, candidate and judge, clusters kept apart', async () => {
    await judged(
      [pair('a', { cluster: 's' }), 'candidate'],
      [pair('b', { cluster: 's' }), 'candidate'],
      [pair('c'), 'incumbent'],
      [pair('d', { category: 'beta' }), 'tie'],
    );
    const reader = createComparisonReader(govern.dataSource);
    const [alpha, beta] = await reader.readSeries([WORKSPACE], {});
    expect(alpha).toMatchObject({ n: 3, win: 2, tie: 0, loss: 1, sumSquares: 5, countSquares: 5 });
    expect(alpha!.candidateCost).toBeCloseTo(0.3);
    expect(beta).toMatchObject({ category: 'beta', n: 1, tie: 1 });
    expect(await reader.readSeries(['other'], {})).toEqual([]);
    expect(await reader.readSeries('every', { category: 'beta' })).toHaveLength(1);
    const sides = await reader.readSides([WORKSPACE]);
    expect(
      sides.find((one) => one.model === 'fake/cheap' && one.category === 'alpha'),
    ).toMatchObject({
      ...{ n: 3, total: 2 },
    });
  });

  test('a label belongs to a judged pair of its own workspace, and a second one replaces it', async () => {
    await judged([pair('a'), 'candidate'], [pair('b'), 'tie']);
    const reader = createComparisonReader(govern.dataSource);
    const label = (verdict: 'candidate' | 'tie') => [{ pair_id: 'a', verdict }];
    expect(await reader.addLabels('other', label('tie'), 'ada')).toEqual([]);
    expect(await reader.addLabels(WORKSPACE, label('tie'), 'ada')).toEqual(['a']);
    const before = await createJudgedPairs(govern.dataSource).readRevision(WORKSPACE);
    await reader.addLabels(WORKSPACE, label('candidate'), 'ada');
    expect(await createJudgedPairs(govern.dataSource).readRevision(WORKSPACE)).not.toBe(before);
    expect(await reader.readLabelled([WORKSPACE])).toEqual([
      {
        ...{ workspaceId: WORKSPACE, judgeVersion: 'v1', judge: 'fake/judge' },
        verdicts: [['candidate', 'candidate']],
      },
    ]);
  });

  test('pages of pairs follow one another, newest first', async () => {
    await judged([pair('a'), 'tie'], [pair('b'), 'tie'], [pair('c'), 'tie']);
    const reader = createComparisonReader(govern.dataSource);
    const first = await reader.readPairs([WORKSPACE], {}, null, 2);
    expect(first.map(({ id }) => id)).toEqual(['c', 'b']);
    const last = first.at(-1)!;
    const rest = await reader.readPairs([WORKSPACE], {}, [last.place, last.id], 2);
    expect(rest.map(({ id }) => id)).toEqual(['a']);
  });
});

describe('the daily limit', () => {
  const allowance = (taskId: string, dailyLimit: bigint | null = 100n): Allowance => ({
    ...{ budgetId: 'comparisons:default', taskId, dailyLimit },
  });

  test('the first task has it alone, later ones share it while what they may cost fits', async () => {
    const store = createSpendingStore(govern.dataSource, 'here');
    expect(await store.reserve(allowance('a'), NOON)).toBe('granted');
    expect(await store.reserve(allowance('b'), NOON)).toBe('wait');
    expect(await store.post(allowance('a'), 'replay', 5n, NOON)).toBe(true);
    await store.release(allowance('a'));
    const grants = [];
    for (const task of ['b', 'c', 'd', 'e', 'f', 'g'])
      grants.push(await store.reserve(allowance(task), NOON));
    // 95 are left, and each may cost 4 × 5.
    expect(grants).toEqual([...new Array(5).fill('granted'), 'wait']);
  });

  test('a call counts once, however often it is repeated, and the next day begins at nothing', async () => {
    const store = createSpendingStore(govern.dataSource, 'here');
    await store.post(allowance('a'), 'replay', 60n, NOON);
    await store.post(allowance('a'), 'replay', 60n, NOON);
    expect(await store.post(allowance('a'), 'judge', 39n, NOON)).toBe(true);
    expect(await store.post(allowance('b'), 'judge', 1n, NOON)).toBe(false);
    expect(await store.reserve(allowance('c'), NOON)).toBe('exhausted');
    expect(await store.reserve(allowance('c'), NOON + 12 * 3_600_000)).toBe('granted');
  });

  test('tasks that run at once pass it by no more than the last call', async () => {
    const store = createSpendingStore(govern.dataSource, 'here');
    let spent = 0n;
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const own = allowance(`t${index}`);
        for (;;) {
          const grant = await store.reserve(own, NOON);
          if (grant === 'exhausted') return;
          if (grant === 'wait') continue;
          let hasRoom = true;
          for (const step of ['one', 'two', 'three']) {
            if (!hasRoom) break;
            spent += 7n;
            hasRoom = await store.post(own, step, 7n, NOON);
          }
          await store.release(own);
          return;
        }
      }),
    );
    expect(spent).toBeGreaterThanOrEqual(100n);
    expect(spent).toBeLessThan(107n);
  });

  test('a task that ended holds nothing back, whoever forgot to release it', async () => {
    const store = createSpendingStore(govern.dataSource, 'here');
    const work = { runs: [run('r')], pairs: [pair('p'), pair('q')] };
    await createWorkStore(govern.dataSource).addWork(WORKSPACE, work, 1);
    const pairs = createPairStore(govern.dataSource);
    const runs = createRunStore(govern.dataSource);
    const ends = {
      p: () => pairs.finishPair('p', outcome('tie')),
      q: () => pairs.giveUpPair('q', 'skipped', 'limit'),
      r: () => runs.finishRun('r', { value: 1, label: null, comment: null }),
    };
    for (const [task, end] of Object.entries(ends)) {
      expect(await store.reserve(allowance(task), NOON)).toBe('granted');
      expect(await store.reserve(allowance('next'), NOON)).toBe('wait');
      await end();
    }
    expect(await store.reserve(allowance('next'), NOON)).toBe('granted');
  });

  test('what a former process of the node held is let go, what another node holds is not', async () => {
    const open = (node: string) => createSpendingStore(govern.dataSource, node);
    expect(await open('here').reserve(allowance('a'), NOON)).toBe('granted');
    expect(await open('there').reserve(allowance('b'), NOON)).toBe('wait');
    expect(await open('here').reserve(allowance('b'), NOON)).toBe('granted');
  });

  test('without a limit nothing waits', async () => {
    const store = createSpendingStore(govern.dataSource, 'here');
    expect(await store.reserve(allowance('a', null), NOON)).toBe('granted');
    expect(await store.post(allowance('a', null), 'judge', 10n ** 12n, NOON)).toBe(true);
  });
});
