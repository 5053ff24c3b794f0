import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RoutedTarget } from '../snapshot.js';
import { keyOf, providerRow, routeRow, seededRandom } from '../snapshot.fixture.js';
import { findStrategy, isBuiltStrategy } from './registry.js';

const MODELS = ['a', 'b', 'c', 'd', 'e'];
const [template] = keyOf({
  providers: [providerRow('main', [{ id: 'a' }])],
  routes: [routeRow('r', ['main/a'])],
}).resolveModel('r').targets;

/** Targets that differ in weight and name only. */
const weigh = (...weights: number[]): RoutedTarget[] =>
  weights.map((weight, index) => ({ ...template!, weight, breakerKey: MODELS[index]! }));

const DRAWS = 100_000;

function sharesOfFirst(targets: RoutedTarget[], strategy: 'weighted' | 'shuffle'): number[] {
  const order = findStrategy(strategy)!;
  const random = seededRandom(7);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < DRAWS; draw++) {
    const name = order(targets, random)[0]!.breakerKey;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return targets.map(({ breakerKey }) => (counts.get(breakerKey) ?? 0) / DRAWS);
}

describe('the strategies', () => {
  test.each(['priority', 'weighted', 'shuffle'] as const)(
    '%s keeps every target exactly once and leaves its input alone',
    (strategy) => {
      const weights = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 5 });
      fc.assert(
        fc.property(weights, fc.nat(), (drawn, seed) => {
          const targets = weigh(...drawn);
          const before = [...targets];
          const order = findStrategy(strategy)!(targets, seededRandom(seed));
          expect(new Set(order)).toEqual(new Set(before));
          expect(order).toHaveLength(before.length);
          expect(targets).toEqual(before);
        }),
      );
    },
  );

  test('priority keeps the order written', () => {
    const targets = weigh(1, 9, 5);
    expect(findStrategy('priority')!(targets, Math.random)).toEqual(targets);
  });

  test.each([[[95, 5]], [[1, 2, 3, 4]], [[0.5, 0.5]], [[10, 0, 30]]])(
    'weights %j give their shares of the traffic within one percent',
    (weights) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const shares = sharesOfFirst(weigh(...weights), 'weighted');
      for (const [index, share] of shares.entries())
        expect(Math.abs(share - weights[index]! / sum)).toBeLessThan(0.01);
    },
  );

  test('a shuffle gives everyone the same share, whatever the weights', () => {
    for (const share of sharesOfFirst(weigh(1, 100, 10, 1), 'shuffle'))
      expect(Math.abs(share - 0.25)).toBeLessThan(0.01);
  });

  test('nobody with a weight starves, and weight 0 comes last', () => {
    const order = findStrategy('weighted')!;
    const random = seededRandom(3);
    const firsts = new Set<string>();
    for (let draw = 0; draw < 10_000; draw++) {
      const drawn = order(weigh(1_000, 1, 0), random);
      firsts.add(drawn[0]!.breakerKey);
      expect(drawn[2]!.breakerKey).toBe('c');
    }
    expect(firsts).toEqual(new Set(['a', 'b']));
  });

  test('what is not built is not offered', () => {
    expect(findStrategy('latency')).toBeUndefined();
    expect(isBuiltStrategy('latency')).toBe(false);
  });
});
