import { describe, expect, test } from '@jest/globals';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildSnapshot } from './build-snapshot.js';
import {
  keyOf,
  keyRow,
  providerRow,
  routeRow,
  sourceOf,
  targetsOf,
  UNBUILT,
  VENDORS,
} from './snapshot.fixture.js';

const MAIN = providerRow('main', [{ id: 'small' }, { id: 'large' }]);
const OTHER = providerRow('other', [{ id: 'small' }, { id: 'special' }]);

function problemsOf(over: Partial<SnapshotSource>): string[] {
  const result = buildSnapshot(sourceOf(over), VENDORS);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

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
    [
      'a category route that names only itself',
      {
        routes: [
          routeRow('r', [], {
            strategy: 'category',
            categories: [{ name: 'default', route: 'r' }],
          }),
        ],
      },
      /^routes\[r\]\.categories\[0\]\.route: this route leads back to itself/,
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
      /base_url is missing/,
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
  ];

  test.each(CASES)('%s', (_name, over, expected) => {
    expect(problemsOf(over)).toContainEqual(expect.stringMatching(expected));
  });
});

test('what builds but cannot serve is a warning', () => {
  const result = buildSnapshot(
    sourceOf({
      providers: [MAIN, providerRow('later', [{ id: 'm' }], { type: UNBUILT })],
    }),
    VENDORS,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.warnings.map(({ path }) => path)).toEqual(['providers[later].type']);
});

test('the default of an auto route joins its targets where they do not name it', () => {
  const auto = (fallback: string) =>
    keyOf({
      providers: [MAIN, OTHER],
      routes: [
        routeRow('r', ['main/large', 'special'], { strategy: 'auto', auto: { default: fallback } }),
      ],
    }).resolveModel('r');
  expect(auto('other/special')).toMatchObject({ defaultTarget: 1, targets: { length: 2 } });
  expect(auto('main/small')).toMatchObject({ defaultTarget: 2, targets: { length: 3 } });
});

test('timeouts and breakers: the route over the provider over the defaults', () => {
  const [routed] = targetsOf(
    keyOf({
      providers: [
        providerRow('main', [{ id: 'small' }], { timeouts: { connect_ms: 7, idle_ms: 8 } }),
      ],
      routes: [
        routeRow('r', ['main/small'], { timeouts: { idle_ms: 9 }, breaker: { cooldown_s: 1 } }),
      ],
    }).resolveModel('r'),
  );
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
  const priceOf = (name: string) => targetsOf(key.resolveModel(name))[0]!.target.facts.price;
  expect(priceOf('main/paid')).toEqual({
    input: 0n,
    output: 100_000_000_000n,
    cacheRead: null,
    cacheWrite: null,
  });
  expect(priceOf('main/unknown')).toBeNull();
  expect(priceOf('openai/gpt-4o-mini')).toMatchObject({ input: 150_000_000n });
});
