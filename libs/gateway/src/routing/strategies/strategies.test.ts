import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../snapshot.fixture.js';
import { choose, contextOf, measured, nameOf, order, priced, weigh } from './choices.fixture.js';
import { STRATEGIES_OVER_TARGETS, type TargetStrategy } from './registry.js';
import type { Choice, StrategyContext } from './strategy.js';

const DRAWS = 100_000;

/** How often each target comes first. */
function sharesOfFirst(
  name: TargetStrategy,
  choices: Choice[],
  context: StrategyContext,
  draws = DRAWS,
): Record<string, number> {
  const shares: Record<string, number> = {};
  for (let draw = 0; draw < draws; draw++) {
    const first = nameOf(order(name, choices, context)[0]!);
    shares[first] = (shares[first] ?? 0) + 1 / draws;
  }
  return shares;
}

const usd = (input: number, output: number, cacheRead: number | null = null) => ({
  input: BigInt(input * 1e9),
  output: BigInt(output * 1e9),
  cacheRead: cacheRead === null ? null : BigInt(cacheRead * 1e9),
  cacheWrite: null,
});

test.each(Object.keys(STRATEGIES_OVER_TARGETS) as TargetStrategy[])(
  '%s keeps every choice exactly once and leaves its input alone, whatever is known',
  (name) => {
    const target = fc.record({
      weight: fc.integer({ min: 0, max: 100 }),
      totalMs: fc.integer({ min: 1, max: 60_000 }),
      outputTokens: fc.integer({ min: 0, max: 4_000 }),
      answers: fc.integer({ min: 0, max: 5 }),
      failures: fc.integer({ min: 0, max: 5 }),
      inFlight: fc.integer({ min: 0, max: 50 }),
    });
    const targets = fc.array(target, { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(targets, fc.nat(), fc.boolean(), (drawn, seed, isFamiliar) => {
        const choices = weigh(...drawn.map(({ weight }) => weight));
        const figures = Object.fromEntries(
          drawn.map(({ totalMs, outputTokens, ...load }, index) => [
            nameOf(choices[index]!),
            measured({ totalMs, outputTokens }, load),
          ]),
        );
        const familiar = choices[seed % choices.length]!.targets[0]!.target.key;
        const before = [...choices];
        const ordered = order(
          name,
          choices,
          contextOf(figures, {
            random: seededRandom(seed),
            familiarTarget: () => (isFamiliar ? familiar : null),
          }),
        );
        expect(new Set(ordered)).toEqual(new Set(before));
        expect(ordered).toHaveLength(before.length);
        expect(choices).toEqual(before);
      }),
    );
  },
);

test('priority keeps the order written', () => {
  const choices = weigh(1, 9, 5);
  expect(order('priority', choices, contextOf())).toEqual(choices);
});

describe('weighted and shuffle', () => {
  test.each([[[95, 5]], [[99, 1]], [[1, 2, 3, 4]], [[0.5, 0.5]], [[10, 0, 30]]])(
    'weights %j give their shares of the traffic within one percent',
    (weights) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const choices = weigh(...weights);
      const shares = sharesOfFirst('weighted', choices, contextOf());
      for (const [index, choice] of choices.entries())
        expect(Math.abs((shares[nameOf(choice)] ?? 0) - weights[index]! / sum)).toBeLessThan(0.01);
    },
  );

  test('a shuffle gives everyone the same share, whatever the weights', () => {
    const shares = sharesOfFirst('shuffle', weigh(1, 100, 10, 1), contextOf());
    for (const share of Object.values(shares)) expect(Math.abs(share - 0.25)).toBeLessThan(0.01);
  });

  test('nobody with a weight starves, and weight 0 comes last', () => {
    const context = contextOf();
    const firsts = new Set<string>();
    for (let draw = 0; draw < 10_000; draw++) {
      const drawn = order('weighted', weigh(1_000, 1, 0), context).map(nameOf);
      firsts.add(drawn[0]!);
      expect(drawn[2]).toBe('c');
    }
    expect(firsts).toEqual(new Set(['a', 'b']));
  });
});

describe('price', () => {
  test('counts the input and the output this caller usually gets, bounded by what was asked', () => {
    const choices = priced(usd(1, 1), usd(0.1, 5));
    const usual = contextOf({}, { usualOutput: () => 1_000 });
    expect(order('price', choices, usual).map(nameOf)).toEqual(['a', 'b']);
    const bounded = contextOf({}, { ...usual, needs: { ...usual.needs, maxOutputTokens: 10 } });
    expect(order('price', choices, bounded).map(nameOf)).toEqual(['b', 'a']);
  });

  test('takes a target without a past to answer as long as the others do', () => {
    const choices = priced(usd(0, 2), usd(0, 1.5));
    const context = contextOf({}, { usualOutput: ({ model }) => (model === 'a' ? 10 : null) });
    expect(order('price', choices, context).map(nameOf)).toEqual(['b', 'a']);
  });

  test('counts what the target that served the conversation has in its cache', () => {
    const choices = priced(usd(1, 0, 0.1), usd(0.8, 0));
    const figures = { a: measured({ inputTokens: 100, cachedTokens: 50 }) };
    expect(order('price', choices, contextOf(figures)).map(nameOf)).toEqual(['b', 'a']);
    const familiar = contextOf(figures, {
      familiarTarget: () => choices[0]!.targets[0]!.target.key,
    });
    expect(order('price', choices, familiar).map(nameOf)).toEqual(['a', 'b']);
  });

  test('puts an unknown price last, not first', () => {
    const choices = priced(null, usd(50, 50));
    expect(order('price', choices, contextOf()).map(nameOf)).toEqual(['b', 'a']);
  });
});

describe('latency and throughput', () => {
  const quick = measured({ totalMs: 100, firstTokenMs: 50 });
  const slow = measured({ totalMs: 300, firstTokenMs: 20 });

  test('prefer what answers sooner, and what makes more tokens in the time', () => {
    const context = contextOf({ a: slow, b: quick }, { random: () => 0.5 });
    expect(order('latency', choose(2), context).map(nameOf)).toEqual(['b', 'a']);
    expect(order('throughput', choose(2), context).map(nameOf)).toEqual(['b', 'a']);
  });

  test('know that a long answer takes longer: pace decides there, the first token on short ones', () => {
    const timings: [number, number][] = [
      [10, 1_010],
      [1_000, 2_000],
    ]; // 1 s, then 1 ms a token
    const late = measured({}, { answers: 0 });
    const early = measured({}, { answers: 0 });
    for (const [outputTokens, totalMs] of [...timings, ...timings]) {
      const answer = { firstTokenMs: null, inputTokens: 1, cachedTokens: 0, outputTokens };
      late.noteAnswer(1_000, { ...answer, totalMs });
      early.noteAnswer(1_000, { ...answer, totalMs: 10 * outputTokens }); // 10 ms a token
    }
    const asking = (tokens: number) =>
      order(
        'latency',
        choose(2),
        contextOf({ a: late, b: early }, { random: () => 0.5, usualOutput: () => tokens }),
      ).map(nameOf);
    expect(asking(20)).toEqual(['b', 'a']);
    expect(asking(2_000)).toEqual(['a', 'b']);
  });

  test.each([
    ['fails half the time', { failures: 10 }],
    ['is crowded beyond what it was measured at', { inFlight: 20 }],
  ])('avoid a quick target that %s', (_name, load) => {
    const context = contextOf(
      { a: measured({ totalMs: 100 }, load), b: measured({ totalMs: 150 }) },
      { random: () => 0.5 },
    );
    expect(order('latency', choose(2), context).map(nameOf)).toEqual(['b', 'a']);
  });

  test('send one request at a time to a target nobody knows, and one in a hundred to the stalest', () => {
    const figures = { a: quick, b: measured({ totalMs: 500 }, { at: 1 }) };
    const first = (context: StrategyContext) => nameOf(order('latency', choose(3), context)[0]!);
    expect(first(contextOf(figures))).toBe('c');
    expect(first(contextOf({ ...figures, c: measured({}, { answers: 0, inFlight: 1 }) }))).toBe(
      'a',
    );
    const shares = sharesOfFirst('latency', choose(2), contextOf(figures), 20_000);
    expect(shares.b).toBeGreaterThan(0.005);
    expect(shares.b).toBeLessThan(0.015);
  });

  test('share the traffic between targets that are about equally good, by their load', () => {
    const context = contextOf({
      a: measured({ totalMs: 100 }, { inFlight: 1 }),
      b: measured({ totalMs: 102 }),
      c: measured({ totalMs: 200 }),
    });
    const shares = sharesOfFirst('latency', choose(3), context, 10_000);
    expect(shares.b).toBeGreaterThan(0.7);
    expect(shares.a).toBeGreaterThan(0.2);
    expect(shares.c ?? 0).toBeLessThan(0.02);
  });
});

test('least_busy prefers the fewest attempts under way and draws between equals', () => {
  const busy = (inFlight: number) => measured({}, { inFlight });
  const context = contextOf({ a: busy(3), b: busy(1), c: busy(1) });
  const shares = sharesOfFirst('least_busy', choose(3), context, 10_000);
  expect(shares.a).toBeUndefined();
  expect(Math.abs(shares.b! - 0.5)).toBeLessThan(0.02);
});

test('usage prefers the target with the largest share of its quota left; no limit is all of it', () => {
  const left: Record<string, number | null> = { a: 0.2, b: 0.9, c: null };
  const context = contextOf({}, { quotaLeft: ({ model }) => left[model]! });
  expect(order('usage', choose(3), context).map(nameOf)).toEqual(['c', 'b', 'a']);
});

describe('the target that knows the conversation', () => {
  const familiar = { familiarTarget: () => choose(2)[1]!.targets[0]!.target.key };
  const first = (a: ReturnType<typeof measured>, b: ReturnType<typeof measured>) =>
    nameOf(
      order('latency', choose(2), contextOf({ a, b }, { random: () => 0.5, ...familiar }))[0]!,
    );

  test('goes first while it is about as good and not crowded', () => {
    expect(first(measured({ totalMs: 100 }), measured({ totalMs: 109 }))).toBe('b');
    expect(first(measured({ totalMs: 100 }), measured({ totalMs: 200 }))).toBe('a');
    const crowded = measured({ totalMs: 105 }, { inFlight: 3 });
    expect(first(measured({ totalMs: 100 }), crowded)).toBe('a');
  });

  test('counts for nothing with weights: a canary gets its share', () => {
    const shares = sharesOfFirst('weighted', weigh(99, 1), contextOf({}, familiar));
    expect(Math.abs(shares.b! - 0.01)).toBeLessThan(0.005);
  });
});
