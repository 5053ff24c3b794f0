import { describe, expect, test } from '@jest/globals';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildSnapshot } from './build-snapshot.js';
import { budgetsOf } from './index-budgets.js';
import {
  keyOf,
  keyRow,
  providerRow,
  routeRow,
  snapshotOf,
  sourceOf,
  VENDORS,
  workspaceRow,
} from './snapshot.fixture.js';

const MAIN = providerRow('main', [{ id: 'small' }, { id: 'large' }]);
const OTHER = providerRow('other', [{ id: 'small' }, { id: 'special' }]);

function problemsOf(over: Partial<SnapshotSource>): string[] {
  const result = buildSnapshot(sourceOf(over), VENDORS);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

const targetIds = (over: Partial<SnapshotSource>, name: string): string[] =>
  keyOf(over)
    .resolveModel(name)
    .targets.map(({ target }) => target.id);

describe('what does not build is refused', () => {
  const CASES: [string, Partial<SnapshotSource>, RegExp][] = [
    [
      'an unknown target',
      { providers: [MAIN], routes: [routeRow('r', ['main/absent'])] },
      /^routes\[r\]\.targets\[0\]\.model: "main\/absent"/,
    ],
    [
      'an unknown fallback',
      { providers: [MAIN], routes: [routeRow('r', ['main/small'], { fallbacks: ['gone'] })] },
      /^routes\[r\]\.fallbacks\[0\]/,
    ],
    [
      'routes in a circle',
      { providers: [MAIN], routes: [routeRow('a', ['b']), routeRow('b', ['a'])] },
      /leads back to itself/,
    ],
    ['a provider id used twice', { providers: [MAIN, MAIN] }, /^providers\[main\]: .*twice/],
    [
      'a route id used twice',
      { providers: [MAIN], routes: [routeRow('r', ['main/small']), routeRow('r', ['main/small'])] },
      /^routes\[r\]: .*twice/,
    ],
    [
      'a provider without an address',
      { providers: [providerRow('main', [], { base_url: undefined })] },
      /needs a base_url/,
    ],
    [
      'a header that tells about our network',
      { providers: [providerRow('main', [], { headers: { 'X-Forwarded-For': '10.0.0.1' } })] },
      /may not be sent/,
    ],
    ['a key of no workspace', { keys: [keyRow('nowhere')] }, /no workspace "nowhere"/],
    [
      'two keys of one text',
      { keys: [keyRow('acme'), keyRow('acme', { id: 'key_2' })] },
      /another key has the same text/,
    ],
    [
      'a global route over a provider of one workspace',
      {
        providers: [providerRow('own', [{ id: 'm' }], { workspaceId: 'acme' })],
        routes: [routeRow('r', ['own/m'])],
      },
      /"own\/m" is neither/,
    ],
  ];

  test.each(CASES)('%s', (_name, over, expected) => {
    expect(problemsOf(over)).toContainEqual(expect.stringMatching(expected));
  });
});

test('what builds but cannot serve is a warning', () => {
  const result = buildSnapshot(
    sourceOf({
      providers: [MAIN, providerRow('later', [{ id: 'm' }], { type: 'bedrock' })],
      routes: [routeRow('fast', ['main/small'], { strategy: 'latency' })],
    }),
    VENDORS,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.warnings.map(({ path }) => path)).toEqual([
    'providers[later].type',
    'routes[fast].strategy',
  ]);
});

describe('a name', () => {
  const over = { providers: [MAIN, OTHER], routes: [routeRow('chat', ['main/large', 'special'])] };

  test('may be a route, a full name or a bare name that one provider offers', () => {
    expect(targetIds(over, 'chat')).toEqual(['main/large', 'other/special']);
    expect(targetIds(over, 'other/small')).toEqual(['other/small']);
    expect(targetIds(over, 'special')).toEqual(['other/special']);
  });

  test('that several providers offer is not found, and says how to tell them apart', () => {
    expect(() => keyOf(over).resolveModel('small')).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        metadata: { nearest: ['main/small', 'other/small'] },
      }),
    );
  });

  test('that nobody offers comes with the nearest names the key may use', () => {
    const keys = [keyRow('acme', { allowedModels: ['other/*', 'chat'] })];
    const key = keyOf({ ...over, keys });
    expect(() => key.resolveModel('specail')).toThrow(
      expect.objectContaining({ status: 404, metadata: { nearest: ['other/special'] } }),
    );
    expect(() => key.resolveModel('main/larg')).toThrow(
      expect.objectContaining({ status: 404, metadata: { nearest: [] } }),
    );
  });

  test('"auto" is reserved and not built', () => {
    expect(() => keyOf(over).resolveModel('auto')).toThrow(
      expect.objectContaining({ status: 501 }),
    );
  });

  test('with slashes in the model part works, full and bare', () => {
    const providers = [providerRow('hub', [{ id: 'maker/model' }])];
    expect(targetIds({ providers }, 'hub/maker/model')).toEqual(['hub/maker/model']);
    expect(targetIds({ providers }, 'maker/model')).toEqual(['hub/maker/model']);
  });

  test('is free under a provider that declares no models; nothing is known of it then', () => {
    const key = keyOf({ providers: [providerRow('open', undefined)] });
    const [routed] = key.resolveModel('open/anything/at-all').targets;
    expect(routed!.target).toMatchObject({ id: 'open/anything/at-all', facts: { price: null } });
    expect(() => keyOf({ providers: [MAIN] }).resolveModel('main/anything')).toThrow();
  });

  test('of a workspace shadows the one for everybody, only there', () => {
    const snapshot = snapshotOf({
      workspaces: [workspaceRow('acme'), workspaceRow('beta')],
      keys: [keyRow('acme'), keyRow('beta')],
      providers: [MAIN, OTHER, providerRow('main', [{ id: 'small' }], { workspaceId: 'acme' })],
      routes: [
        routeRow('chat', ['main/small']),
        routeRow('chat', ['other/small'], { workspace: 'acme' }),
        routeRow('shared', ['main/small']),
      ],
    });
    const first = (workspace: string, name: string) =>
      snapshot.findKey(`hash of ${workspace}`)!.resolveModel(name).targets[0]!.target;
    expect(first('acme', 'chat').id).toBe('other/small');
    expect(first('beta', 'chat').id).toBe('main/small');
    expect(first('acme', 'main/small').key).toBe('acme:main/small');
    expect(first('beta', 'main/small').key).toBe('main/small');
    // A route for everybody keeps meaning the providers for everybody.
    expect(first('acme', 'shared').key).toBe('main/small');
  });
});

describe('allowed models', () => {
  const over = { providers: [MAIN, OTHER], routes: [routeRow('chat', ['main/large'])] };
  const CASES: [string[] | null, string[] | null, string, boolean][] = [
    [['chat'], null, 'chat', true],
    [['chat'], null, 'main/large', false],
    [['main/*'], null, 'main/large', true],
    [['main/*'], null, 'large', true],
    [['large'], null, 'main/large', true],
    [['main/*'], null, 'chat', false],
    [['*'], null, 'chat', true],
    [[], null, 'chat', false],
    [null, ['other/*'], 'main/large', false],
    [['main/*'], ['other/*'], 'main/large', false],
    [['*large'], ['main/*'], 'main/large', true],
    [['small'], null, 'main/small', false], // bare "small" is ambiguous: it names nothing
    [['m*/l*e'], null, 'main/large', true],
    [['MAIN/*'], null, 'main/large', false],
  ];

  test.each(CASES)(
    'key %j in workspace %j: %s is allowed: %j',
    (own, workspaces, name, allowed) => {
      const key = keyOf({
        ...over,
        workspaces: [workspaceRow('acme', { allowedModels: workspaces })],
        keys: [keyRow('acme', { allowedModels: own })],
      });
      if (allowed) expect(key.resolveModel(name).targets).toHaveLength(1);
      else
        expect(() => key.resolveModel(name)).toThrow(
          expect.objectContaining({ code: 'model_not_allowed', status: 403 }),
        );
      const listed = key.listModels().map(({ id }) => id);
      if (name.includes('/') || name === 'chat') expect(listed.includes(name)).toBe(allowed);
    },
  );
});

test('a route named in a route stands for its targets and divides their weight', () => {
  const route = keyOf({
    providers: [MAIN, OTHER],
    routes: [
      {
        workspaceId: null,
        config: {
          id: 'outer',
          strategy: 'weighted',
          targets: [
            { model: 'inner', weight: 80 },
            { model: 'main/small', weight: 20 },
          ],
        },
      },
      routeRow('inner', ['main/large', 'other/special'], {
        strategy: 'shuffle',
        fallbacks: ['other/small'],
      }),
    ],
  }).resolveModel('outer');
  expect(route.targets.map(({ target, weight }) => [target.id, weight])).toEqual([
    ['main/large', 40],
    ['other/special', 40],
    ['other/small', 0],
    ['main/small', 20],
  ]);
});

test('timeouts and breakers: the route over the provider over the defaults', () => {
  const [routed] = keyOf({
    providers: [
      providerRow('main', [{ id: 'small' }], { timeouts: { connect_ms: 7, idle_ms: 8 } }),
    ],
    routes: [
      routeRow('r', ['main/small'], { timeouts: { idle_ms: 9 }, breaker: { cooldown_s: 1 } }),
    ],
  }).resolveModel('r').targets;
  expect(routed!.timeouts).toEqual({
    connectMs: 7,
    firstTokenMs: 30_000,
    idleMs: 9,
    totalMs: 600_000,
  });
  expect(routed!.breaker).toEqual({ failures: 5, windowMs: 60_000, cooldownMs: 1_000 });
});

test('a declared price is whole, an undeclared one comes from the catalogue or is unknown', () => {
  const key = keyOf({
    providers: [
      providerRow('main', [{ id: 'paid', price: { output: '100' } }, { id: 'unknown' }]),
      providerRow('openai', undefined, { type: 'openai', base_url: undefined }),
    ],
  });
  const priceOf = (name: string) => key.resolveModel(name).targets[0]!.target.facts.price;
  expect(priceOf('main/paid')).toEqual({
    input: 0n,
    output: 100_000_000_000n,
    cacheRead: null,
    cacheWrite: null,
  });
  expect(priceOf('main/unknown')).toBeNull();
  expect(priceOf('openai/gpt-4o-mini')).toMatchObject({ input: 150_000_000n });
});

test('an attempt must fit every budget that applies to it', () => {
  const budget = (
    id: string,
    scope: 'team' | 'key' | 'user' | 'tag' | 'model' | 'workspace',
    scopeId: string,
  ) =>
    ({
      id,
      workspaceId: 'acme',
      scope,
      scopeId,
      limit: 1n,
      period: 'day',
      mode: 'normal',
    }) as const;
  const key = keyOf({
    providers: [MAIN],
    keys: [keyRow('acme', { teamId: 'search' })],
    budgets: [
      budget('w', 'workspace', 'acme'),
      budget('t', 'team', 'search'),
      budget('other-team', 'team', 'ads'),
      budget('k', 'key', 'key_acme'),
      budget('u', 'user', 'ann'),
      budget('tag', 'tag', 'nightly'),
      budget('m', 'model', 'main/small'),
      { ...budget('foreign', 'workspace', 'acme'), workspaceId: 'beta' },
    ],
  });
  const { target } = key.resolveModel('main/small').targets[0]!;
  const idsOf = (user: string | null, tags: string[]) =>
    budgetsOf(key, user, tags, target).map(({ id }) => id);
  expect(idsOf(null, [])).toEqual(['w', 't', 'k', 'm']);
  expect(idsOf('ann', ['nightly', 'nightly'])).toEqual(['w', 't', 'k', 'm', 'u', 'tag']);
});
