import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PairVerdict } from '@weighbridge/contracts/evals/comparison';
import type { LabelledPair } from '../statistics/agreement.js';
import type { AutoRoute } from './auto-route.js';
import { createDecider } from './decide-routes.js';
import type { Publication, StoredTable } from './decision-table.js';
import type { JudgedPairRow } from './judged-pair-row.js';

const route: AutoRoute = {
  ...{ workspaceId: 'acme', organizationId: 'org', routeId: 'smart', defaultName: 'strong' },
  choices: [
    { name: 'strong', targets: ['fake/strong'], models: ['fake/strong'] },
    { name: 'fake/cheap', targets: ['fake/cheap'], models: ['fake/cheap'] },
  ],
  ...{ maxQualityLoss: 0.05, minPairs: 100, objective: 'price', judgeVersion: 'v1' },
  prices: new Map([
    ['strong', { input: 0, output: 1e-4 }],
    ['fake/cheap', { input: 0, output: 1e-5 }],
  ]),
};

let now: number;
let rows: JudgedPairRow[];
let labels: LabelledPair<PairVerdict>[];
let table: StoredTable | undefined;
let published: Publication[];
let routes: AutoRoute[];
let traffic: Map<string, number>;
let failing: Set<string>;
let decide: () => Promise<void>;

const newDecider = () =>
  createDecider({
    pairs: {
      readFinished: (_, from, limit) =>
        Promise.resolve(rows.filter((row) => row.finishedAt >= from).slice(0, limit)),
      readLabelled: () => Promise.resolve(labels),
      readRevision: () => Promise.resolve(`${rows.length}/${labels.length}`),
    },
    tables: {
      read: () => Promise.resolve(table),
      saveDetail: (kept) => Promise.resolve(void (table = kept)),
      publish: (next, publication) => {
        table = { ...next, version: next.version + 1 };
        published.push(publication);
        return Promise.resolve(true);
      },
    },
    autoRoutes: () => routes,
    readServed: () => Promise.resolve(new Map()),
    readTraffic: () => Promise.resolve(traffic),
    readFailing: () => Promise.resolve(failing),
    now: () => now,
  });

beforeEach(() => {
  now = 1_000_000;
  [rows, labels, published, routes] = [[], [], [], [route]];
  [traffic, failing, table] = [new Map(), new Set(), undefined];
  decide = newDecider();
});

const usage = { inputTokens: 20, outputTokens: 100, costUsd: 0.01, latencyMs: 100 };

/** Judges pairs of a category, one a second. */
function judge(
  category: string,
  verdicts: readonly PairVerdict[],
  more: Partial<JudgedPairRow> = {},
) {
  for (const verdict of verdicts) {
    now += 1_000;
    rows.push({
      ...{ id: `pair_${rows.length}`, category, cluster: `c${rows.length}`, verdict },
      ...{ incumbent: 'fake/strong', candidate: 'fake/cheap', judgeVersion: 'v1' },
      ...{ incumbentUsage: usage, candidateUsage: usage, finishedAt: now },
      ...more,
    });
  }
}

const ties = (count: number): PairVerdict[] => new Array<PairVerdict>(count).fill('tie');
const losses = (count: number): PairVerdict[] => new Array<PairVerdict>(count).fill('incumbent');

/** As good in alpha, worse in beta. */
const judgeBoth = (count: number) => {
  judge('alpha', ties(count));
  judge('beta', losses(count));
};

describe('deciding on auto routes', () => {
  test('the category where the cheap model is as good moves, the other stays', async () => {
    judgeBoth(100);
    await decide();
    expect(table).toMatchObject({ version: 1, frozen: false });
    expect(table!.choices).toEqual({ alpha: 'fake/cheap' });
    expect(published[0]).toMatchObject({
      action: 'decided',
      changes: [{ category: 'alpha', from: 'strong', to: 'fake/cheap' }],
    });
    expect(table!.detail).toMatchObject({ pairs: 200, maxQualityLoss: 0.05 });
    expect(table!.detail.expectedSaving).toBeGreaterThan(0);
  });

  test('below min_pairs everything stays with the default, and the table says why', async () => {
    judgeBoth(49);
    await decide();
    expect(published).toEqual([]);
    expect(table!.version).toBe(0);
    expect(table!.choices).toEqual({});
    expect(table!.detail.reason).toMatch(/98 of 100 judged pairs/);
  });

  test('a new worker comes to the same decision from the stored pairs', async () => {
    judgeBoth(100);
    await decide();
    decide = newDecider();
    await decide();
    expect(published).toHaveLength(1);
  });

  test('pairs are taken in once, however often they are read', async () => {
    judgeBoth(60);
    await decide();
    judge('alpha', ties(1));
    await decide();
    expect(table!.detail.pairs).toBe(121);
  });

  test('a judge that disagrees with people moves nothing, and what had moved returns', async () => {
    judgeBoth(100);
    await decide();
    labels = Array.from({ length: 60 }, (_, index) =>
      index % 2 ? ['candidate', 'incumbent'] : ['incumbent', 'candidate'],
    );
    await decide();
    expect(table!.version).toBe(2);
    expect(table!.choices).toEqual({});
    expect(published[1]!.changes).toMatchObject([{ from: 'fake/cheap', to: 'strong' }]);
    labels = labels.map(([judged]) => [judged, judged]);
    now += 3_600_000;
    judge('alpha', ties(1));
    await decide();
    expect(table).toMatchObject({ choices: { alpha: 'fake/cheap' } });
  });

  test('a frozen table keeps its choices and goes on telling what it sees', async () => {
    judgeBoth(100);
    await decide();
    table = { ...table!, frozen: true };
    judge('alpha', losses(100));
    await decide();
    expect(table).toMatchObject({ version: 1, choices: { alpha: 'fake/cheap' } });
    expect(table.detail).toMatchObject({ pairs: 300 });
    expect(table.detail.reason).toMatch(
      /^Frozen: fake\/cheap serves alpha, strong everything else\. Without the freeze: strong serves every/,
    );
    const alpha = table.detail.categories.find(({ category }) => category === 'alpha');
    expect(alpha).toMatchObject({ model: 'fake/cheap', moved: true });
    expect(alpha!.reason).toMatch(/^Frozen: fake\/cheap serves\. Without the freeze: /);
  });

  test('what was read while a table was frozen moves it once it is released', async () => {
    judgeBoth(100);
    await decide();
    table = { ...table!, version: 2, frozen: true };
    labels = Array.from({ length: 60 }, () => ['candidate', 'incumbent']);
    await decide();
    table = { ...table, version: 3, frozen: false };
    now += 1_000;
    await decide();
    expect(table).toMatchObject({ version: 4, choices: {} });
    expect(table.detail.reason).not.toMatch(/frozen/i);
  });

  test('verdicts of another judge, and pairs without the default, count for nothing', async () => {
    judge('alpha', ties(200), { judgeVersion: 'v0' });
    judge('alpha', ties(200), { incumbent: 'fake/other' });
    await decide();
    expect(table!.choices).toEqual({});
    expect(table!.detail.pairs).toBe(0);
  });

  test('a pair in which the chosen model served counts from the other side', async () => {
    judgeBoth(100);
    const swapped = { incumbent: 'fake/cheap', candidate: 'fake/strong' };
    await decide();
    judge('alpha', new Array<PairVerdict>(120).fill('candidate'), swapped);
    await decide();
    expect(table!.choices).toEqual({});
  });

  test('categories weigh what they are of the traffic, not of the pairs', async () => {
    judge('alpha', ties(100));
    // 7 points lost in two thirds of all pairs is near the limit of 5, in a hundredth it is far below.
    judge(
      'beta',
      Array.from({ length: 200 }, (_, index) => (index % 14 === 0 ? 'incumbent' : 'tie')),
    );
    await decide();
    expect(table!.choices).toEqual({ alpha: 'fake/cheap' });
    traffic = new Map([
      ['alpha', 20_000],
      ['beta', 200],
    ]);
    now += 60_000;
    await decide();
    expect(table!.choices).toEqual({ alpha: 'fake/cheap', beta: 'fake/cheap' });
  });

  test('a category that nobody asked for lately keeps what it has', async () => {
    judgeBoth(100);
    await decide();
    traffic = new Map([['beta', 1_000]]);
    now += 3_600_000;
    await decide();
    expect(table!.choices).toEqual({ alpha: 'fake/cheap' });
  });

  test('a model that fails leaves its categories, and has them back when it is well', async () => {
    judgeBoth(100);
    await decide();
    failing = new Set(['fake/cheap']);
    now += 60_000;
    await decide();
    expect(table).toMatchObject({ version: 2, choices: {} });
    expect(table!.detail.reason + JSON.stringify(table!.detail.categories)).toContain(
      'is not healthy at the moment',
    );
    failing = new Set();
    now += 60_000;
    await decide();
    expect(table).toMatchObject({ version: 3, choices: { alpha: 'fake/cheap' } });
  });

  test('a choice of several models is ill when all of them are', async () => {
    const targets = ['fake/cheap', 'other/cheap'];
    routes = [
      {
        ...route,
        choices: [route.choices[0]!, { name: 'fake/cheap', targets, models: ['both', ...targets] }],
      },
    ];
    failing = new Set(['fake/cheap']);
    judgeBoth(100);
    await decide();
    expect(table!.choices).toEqual({ alpha: 'fake/cheap' });
  });

  test('a route that is configured no more is not decided on', async () => {
    judgeBoth(100);
    routes = [];
    await decide();
    expect(table).toBeUndefined();
  });
});
