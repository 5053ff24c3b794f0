import { describe, expect, test } from '@jest/globals';
import type { DecisionTable } from '@weighbridge/contracts/routing/decision-table';
import type { RouteRow, SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { NO_PREFERENCES } from './controls/provider-preferences.js';
import { type Plan, type PlanInputs, planRequest, planSpecialFallbacks } from './plan.js';
import { renderDecision } from './render-decision.js';
import {
  idsOf,
  inputsFor,
  keyOf,
  providerRow,
  routeRow,
  seededRandom,
} from './snapshot.fixture.js';

const IN_CATEGORY = (category: string) => ({
  category,
  decidedBy: 'rule',
  detail: null,
  scores: null,
});

const PROVIDERS = ['a', 'b', 'c', 'd'].map((id) => providerRow(id, [{ id: 'm' }]));

const categoryRow = (
  id: string,
  branches: Record<string, string>,
  over: Partial<RouteRow['config']> = {},
) =>
  routeRow(id, [], {
    strategy: 'category',
    categories: Object.entries(branches).map(([name, route]) => ({ name, route })),
    ...over,
  });

const autoRow = (id: string, targets: string[], over: Partial<RouteRow['config']> = {}) =>
  routeRow(id, targets, { strategy: 'auto', ...over });

const table = (routeId: string, choices: Record<string, string>): DecisionTable => ({
  ...{ workspaceId: 'acme', routeId, version: 7, defaultModel: 'a/m', frozen: false },
  choices,
});

function planOf(
  over: Partial<SnapshotSource>,
  name: string,
  category: string,
  more: Partial<PlanInputs> = {},
): Plan {
  const key = keyOf({ providers: PROVIDERS, ...over });
  const classify = () => IN_CATEGORY(category) as ReturnType<PlanInputs['classify']>;
  return planRequest(inputsFor(key, name, { classify, ...more }));
}

describe('a category route', () => {
  const routes = [
    categoryRow('smart', { code: 'coders', chat: 'c/m', default: 'd/m' }, { fallbacks: ['a/m'] }),
    routeRow('coders', ['a/m', 'b/m'], { fallbacks: ['c/m'] }),
  ];

  test.each([
    ['code', ['a/m', 'b/m', 'c/m']],
    ['chat', ['c/m', 'a/m']],
    ['poems', ['d/m', 'a/m']],
  ])('sends %s to its branch, then to the fallbacks of the branch and its own', (category, ids) => {
    expect(idsOf(planOf({ routes }, 'smart', category))).toEqual(ids);
  });

  test('says over which routes it led', () => {
    const plan = planOf({ routes }, 'smart', 'code');
    expect(renderDecision(plan, IN_CATEGORY('code') as never)).toMatchObject({
      ...{ route: 'smart', strategy: 'category', category: 'code', path: ['smart', 'coders'] },
    });
    expect(plan.candidates.map(({ via }) => via)).toContain('coders');
  });

  test('may name itself: that means its own targets, which also serve what no branch does', () => {
    const own = categoryRow(
      'smart',
      { code: 'b/m', chat: 'smart' },
      { targets: [{ model: 'a/m' }] },
    );
    for (const category of ['chat', 'poems'])
      expect(idsOf(planOf({ routes: [own] }, 'smart', category))).toEqual(['a/m']);
  });

  test('without a branch and without targets says what is missing', () => {
    const bare = categoryRow('smart', { code: 'b/m' });
    expect(() => planOf({ routes: [bare] }, 'smart', 'poems')).toThrow(
      expect.objectContaining({
        code: 'no_target_available',
        message: expect.stringContaining('poems'),
      }),
    );
  });

  test('leads to the context fallbacks of its branch before its own', () => {
    const deep = [
      categoryRow('smart', { default: 'small' }, { context_fallbacks: ['d/m'] }),
      routeRow('small', ['a/m'], { context_fallbacks: ['c/m'] }),
    ];
    const key = keyOf({ providers: PROVIDERS, routes: deep });
    const inputs = inputsFor(key, 'smart');
    const { path } = planRequest(inputs);
    const found = planSpecialFallbacks(inputs, path, 'context_fallback');
    expect(found.map(({ target }) => target.id)).toEqual(['c/m', 'd/m']);
  });
});

describe('an auto route', () => {
  const routes = [autoRow('auto-chat', ['a/m', 'b/m', 'c/m'], { auto: { default: 'b/m' } })];
  const decisions = [table('auto-chat', { code: 'c/m', old: 'gone/m' })];

  test.each([
    [
      'code',
      ['c/m', 'b/m', 'a/m'],
      { version: 7, chosen: 'c/m', runnerUp: 'b/m', reason: 'decided' },
    ],
    ['chat', ['b/m', 'a/m', 'c/m'], { version: 7, chosen: 'b/m', reason: 'default' }],
    ['old', ['b/m', 'a/m', 'c/m'], { version: 7, chosen: 'b/m', reason: 'default' }],
  ])('takes the choice for %s, then the default, then the rest', (category, ids, auto) => {
    const plan = planOf({ routes, decisions }, 'auto', category);
    expect(idsOf(plan)).toEqual(ids);
    expect(plan.auto).toMatchObject(auto);
  });

  test('serves its default until there is a table, and heeds none of another workspace', () => {
    const foreign = [{ ...decisions[0]!, workspaceId: 'beta' }];
    for (const given of [[], foreign]) {
      const plan = planOf({ routes, decisions: given }, 'auto', 'code');
      expect(idsOf(plan)).toEqual(['b/m', 'a/m', 'c/m']);
      expect(plan.auto).toMatchObject({ version: null, reason: 'no_table' });
    }
  });

  test.each([
    ['by the suffix of the name', 'auto-chat:floor', null],
    ['by provider.sort', 'auto', 'price'],
  ] as const)('is sorted as the caller wishes, before its table: %s', (_name, model, sort) => {
    const prices = { a: '2', b: '3', c: '1' };
    const providers = Object.entries(prices).map(([id, price]) =>
      providerRow(id, [{ id: 'm', price: { input: price, output: price } }]),
    );
    const given = { routes, providers, decisions: [table('auto-chat', { code: 'b/m' })] };
    const preferences = { ...NO_PREFERENCES, sort };
    const plan = planOf(given, model, 'code', { preferences });
    expect(idsOf(plan)).toEqual(['c/m', 'a/m', 'b/m']);
    expect(plan.strategy).toBe('price');
    expect(plan.auto).toEqual({
      ...{ version: 7, chosen: 'c/m', runnerUp: 'a/m', reason: 'sorted' },
    });
  });

  test('may be called auto by another route, and not by itself', () => {
    const front = categoryRow('front', { default: 'auto' });
    const plan = planOf({ routes: [front, ...routes], decisions }, 'front', 'code');
    expect(plan.path.map(({ id }) => id)).toEqual(['front', 'auto-chat']);
    expect(() => planOf({ routes: [autoRow('x', ['auto'])] }, 'x', 'code')).toThrow('leads back');
  });

  test('has the filters before it: what may not serve is not chosen', () => {
    const blocked = planOf({ routes, decisions }, 'auto', 'code', {
      availability: {
        blockOf: ({ target }) =>
          target.id === 'c/m' ? { reason: 'breaker_open', retryAfterMs: 5 } : null,
      },
    });
    expect(idsOf(blocked)).toEqual(['b/m', 'a/m']);
  });

  test('category → auto → strategy: a choice may be a route, which orders its own targets', () => {
    const all = [
      categoryRow('front', { code: 'tuned', default: 'd/m' }),
      autoRow('tuned', ['a/m', 'pool']),
      routeRow('pool', ['b/m', 'c/m'], { strategy: 'weighted' }),
    ];
    all[2]!.config.targets = [
      { model: 'b/m', weight: 0 },
      { model: 'c/m', weight: 1 },
    ];
    const given = { routes: all, decisions: [table('tuned', { code: 'pool' })] };
    const plan = planOf(given, 'front', 'code');
    expect(idsOf(plan)).toEqual(['c/m', 'b/m', 'a/m']);
    expect(plan.path.map(({ id }) => id)).toEqual(['front', 'tuned', 'pool']);
    expect(idsOf(planOf(given, 'front', 'other'))).toEqual(['d/m']);
  });
});

describe('a route within a route', () => {
  test('keeps its share whatever it holds, and divides it by its own strategy', () => {
    const key = keyOf({
      providers: PROVIDERS,
      routes: [
        {
          workspaceId: null,
          config: {
            id: 'outer',
            strategy: 'weighted',
            targets: [
              { model: 'inner', weight: 80 },
              { model: 'd/m', weight: 20 },
            ],
          },
        },
        routeRow('inner', ['a/m', 'b/m'], { strategy: 'shuffle', fallbacks: ['c/m'] }),
      ],
    });
    const random = seededRandom(11);
    const firsts: Record<string, number> = {};
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw++) {
      const ids = idsOf(planRequest(inputsFor(key, 'outer', { random })));
      firsts[ids[0]!] = (firsts[ids[0]!] ?? 0) + 1 / draws;
      expect(new Set(ids)).toEqual(new Set(['a/m', 'b/m', 'c/m', 'd/m']));
    }
    for (const [id, share] of [
      ['a/m', 0.4],
      ['b/m', 0.4],
      ['d/m', 0.2],
    ] as const)
      expect(Math.abs(firsts[id]! - share)).toBeLessThan(0.01);
  });

  test('of one target is another name for it', () => {
    expect(idsOf(planOf({ routes: [routeRow('gpt', ['b/m'])] }, 'gpt', 'any'))).toEqual(['b/m']);
  });
});
