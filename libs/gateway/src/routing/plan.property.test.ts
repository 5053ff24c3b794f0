import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Strategy } from '@weighbridge/contracts/config/route';
import { createMemoryCounters } from '../limits/memory-counters.js';
import { NOTHING_IN_THE_WAY, viewAvailability, viewLive } from './availability.js';
import { DROP_REASONS, refuseTarget } from './filter-target.js';
import { createHealth, isPermit } from './health/health.js';
import { planRequest } from './plan.js';
import { UpstreamError } from '../providers/upstream-error.js';
import { nextStep, skipTarget, startCourse } from './retry-policy.js';
import {
  inputsFor,
  keyOf,
  providerRow,
  routeRow,
  seededRandom,
  targetsOf,
  workspaceRow,
} from './snapshot.fixture.js';

const STRATEGIES: Strategy[] = [
  ...(['priority', 'weighted', 'shuffle', 'price', 'latency'] as const),
  ...(['throughput', 'least_busy', 'usage', 'auto'] as const),
];
const IDS = ['a', 'b', 'c', 'd', 'e'];

describe.each(STRATEGIES)('with strategy %s', (strategy) => {
  test('no target that a filter refuses is tried, whatever speaks for it', () => {
    const target = fc.record({
      region: fc.constantFrom('eu', 'us'),
      zdr: fc.boolean(),
      tools: fc.boolean(),
      context: fc.constantFrom(10, 100_000),
      price: fc.constantFrom('0', '5'),
      blocked: fc.option(fc.constantFrom(...DROP_REASONS.slice(-4))),
    });
    const scene = fc.record({
      targets: fc.array(target, { minLength: 1, maxLength: 5 }),
      seed: fc.nat(),
      maxPrice: fc.option(fc.constant(1_000_000_000n)),
      requiresZdr: fc.boolean(),
    });
    fc.assert(
      fc.property(scene, ({ targets, seed, maxPrice, requiresZdr }) => {
        const key = keyOf({
          workspaces: [workspaceRow('acme', { region: 'eu', zdr: requiresZdr })],
          providers: targets.map(({ region, zdr, tools, context, price }, index) =>
            providerRow(
              IDS[index]!,
              [
                {
                  ...{ id: 'm', context, capabilities: tools ? ['tools' as const] : [] },
                  price: { input: price },
                },
              ],
              { region, zdr },
            ),
          ),
          routes: [
            routeRow(
              'r',
              targets.map((_, index) => `${IDS[index]}/m`),
              { strategy },
            ),
          ],
        });
        const base = inputsFor(key, 'r', {
          random: seededRandom(seed),
          needs: { capabilities: ['tools'], inputTokens: 1_000 },
          availability: {
            blockOf: ({ target: { provider } }) => {
              const reason = targets[IDS.indexOf(provider.id)]!.blocked;
              return reason && { reason, retryAfterMs: 1 };
            },
          },
        });
        const inputs = { ...base, preferences: { ...base.preferences, maxInputPrice: maxPrice } };
        const allowed = targetsOf(inputs.route)
          .filter((routed) => refuseTarget(routed, inputs, inputs.availability) === null)
          .map((routed) => routed.target.id);
        if (allowed.length === 0) expect(() => planRequest(inputs)).toThrow();
        else
          expect(
            planRequest(inputs)
              .attempts.map((routed) => routed.target.id)
              .sort(),
          ).toEqual(allowed.sort());
      }),
      { numRuns: 60 },
    );
  });

  test('a dead target gets nothing but probes, and everybody is served', () => {
    let now = 1_000_000;
    const clock = { monotonic: () => now };
    const health = createHealth(clock);
    const counters = createMemoryCounters(clock);
    const key = keyOf({
      providers: IDS.slice(0, 3).map((id) => providerRow(id, [{ id: 'm' }])),
      routes: [routeRow('r', ['a/m', 'b/m', 'c/m'], { strategy, breaker: { cooldown_s: 15 } })],
    });
    const random = seededRandom(9);
    const calls: { at: number; isProbe: boolean }[] = [];
    for (let request = 0; request < 3_000; request++) {
      now += 100;
      const inputs = inputsFor(key, 'r', {
        random,
        availability: viewAvailability(health, counters),
        live: viewLive(health, counters),
      });
      const course = startCourse(planRequest(inputs), inputs, now + 60_000);
      for (let served = false; !served; ) {
        const permit = health.begin(course.current);
        if (!isPermit(permit)) {
          expect(skipTarget(course, permit, now).kind).toBe('next-target');
          continue;
        }
        const isDead = course.current.target.provider.id === 'a';
        if (isDead) calls.push({ at: now, isProbe: permit.isProbe });
        served = !isDead;
        permit.end(isDead ? 'failure' : 'success', {
          ...{ totalMs: 100, firstTokenMs: 10, inputTokens: 9, cachedTokens: 0, outputTokens: 9 },
        });
        if (isDead)
          expect(nextStep(course, new UpstreamError('server_error', 'down'), now).kind).not.toBe(
            'give-up',
          );
      }
    }
    const afterOpening = calls.slice(5);
    expect(afterOpening.every(({ isProbe }) => isProbe)).toBe(true);
    for (const [index, { at }] of afterOpening.entries())
      if (index > 0) expect(at - afterOpening[index - 1]!.at).toBeGreaterThanOrEqual(15_000);
  });
});

test('without anything in the way nothing is dropped', () => {
  const key = keyOf({ providers: [providerRow('a', [{ id: 'm' }])] });
  const { candidates } = planRequest(inputsFor(key, 'a/m', { availability: NOTHING_IN_THE_WAY }));
  expect(candidates.map(({ dropped }) => dropped)).toEqual([null]);
});
