import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Admission, LimitRefusal } from './counters.js';
import { createMemoryCounters } from './memory-counters.js';

function countersAt(start = 1_000_000) {
  let now = start;
  return {
    counters: createMemoryCounters({ monotonic: () => now }),
    wait: (ms: number) => (now += ms),
  };
}

function admitted(outcome: Admission | LimitRefusal): Admission {
  if (!outcome.admitted) throw new Error(`refused by ${outcome.limit}`);
  return outcome;
}

describe('requests per minute', () => {
  test('never more than the limit start within any 60 seconds', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(pauses, fc.integer({ min: 1, max: 20 }), (steps, rpm) => {
        const { counters, wait } = countersAt();
        const starts: number[] = [];
        for (const pause of steps) {
          const now = wait(pause);
          if (counters.admit('key a', { rpm }, 0).admitted) starts.push(now);
        }
        for (const [index, start] of starts.entries()) {
          const later = starts[index + rpm];
          if (later !== undefined) expect(later - start).toBeGreaterThanOrEqual(60_000);
        }
        expect(starts.length).toBeGreaterThanOrEqual(Math.min(rpm, steps.length));
      }),
    );
  });

  test('after the time a refusal names, the repeat is admitted, and not a millisecond sooner', () => {
    const { counters, wait } = countersAt();
    counters.admit('key a', { rpm: 2 }, 0);
    wait(10_000);
    counters.admit('key a', { rpm: 2 }, 0);
    const refusal = counters.admit('key a', { rpm: 2 }, 0);
    if (refusal.admitted) throw new Error('admitted');
    expect(refusal).toMatchObject({ limit: 'rpm', value: 2 });
    wait(refusal.retryAfterMs - 1);
    expect(counters.admit('key a', { rpm: 2 }, 0).admitted).toBe(false);
    wait(1);
    expect(counters.admit('key a', { rpm: 2 }, 0).admitted).toBe(true);
  });

  test('a refused request uses nothing up', () => {
    const { counters } = countersAt();
    const limits = { rpm: 5, max_parallel: 1 };
    const first = admitted(counters.admit('key a', limits, 0));
    for (let index = 0; index < 10; index++)
      expect(counters.admit('key a', limits, 0)).toMatchObject({ limit: 'max_parallel' });
    first.release(null);
    const next = admitted(counters.admit('key a', limits, 0));
    expect(next.standing().requests).toMatchObject({ limit: 5, remaining: 3 });
  });
});

describe('tokens per minute', () => {
  test('expected tokens are corrected by the actual ones, either way', () => {
    const { counters } = countersAt();
    const limits = { tpm: 1_000 };
    const first = admitted(counters.admit('key a', limits, 800));
    expect(counters.admit('key a', limits, 300)).toMatchObject({ admitted: false, limit: 'tpm' });
    first.release(100);
    const second = admitted(counters.admit('key a', limits, 300));
    second.release(500);
    expect(second.standing().tokens).toMatchObject({ limit: 1_000, remaining: 400 });
  });

  test('a request larger than the whole limit waits until nothing else counts', () => {
    const { counters, wait } = countersAt();
    const limits = { tpm: 100 };
    admitted(counters.admit('key a', limits, 10));
    const refusal = counters.admit('key a', limits, 101);
    if (refusal.admitted) throw new Error('admitted');
    expect(refusal).toMatchObject({ limit: 'tpm' });
    expect(counters.refusalOf('key a', limits, 101)).toEqual(refusal);
    wait(refusal.retryAfterMs);
    expect(counters.refusalOf('key a', limits, 101)).toBeNull();
    const large = admitted(counters.admit('key a', limits, 101));
    large.release(250);
    expect(large.standing().tokens).toMatchObject({ remaining: 0 });
    wait(59_000);
    expect(counters.admit('key a', limits, 1)).toMatchObject({ limit: 'tpm' });
  });
});

describe('parallel requests', () => {
  test('slots never leak and are never given twice, in whatever order they come back', () => {
    const actions = fc.array(fc.oneof(fc.constant(-1), fc.nat(9)), { maxLength: 200 });
    fc.assert(
      fc.property(actions, fc.integer({ min: 1, max: 5 }), (steps, slots) => {
        const { counters } = countersAt();
        const all: Admission[] = [];
        const open = new Set<Admission>();
        for (const step of steps) {
          const given = step < 0 ? undefined : all[step];
          if (given) {
            given.release(null); // maybe not for the first time
            open.delete(given);
            continue;
          }
          const outcome = counters.admit('key a', { max_parallel: slots }, 0);
          expect(outcome.admitted).toBe(open.size < slots);
          if (!outcome.admitted) continue;
          open.add(outcome);
          all.push(outcome);
        }
      }),
    );
  });
});

test('without limits nothing is counted', () => {
  const { counters } = countersAt();
  const admission = admitted(counters.admit('key a', {}, 1e9));
  expect(admission.standing()).toEqual({ requests: null, tokens: null });
  expect(counters.refusalOf('key a', {}, 1e9)).toBeNull();
});

test('looking takes nothing, and a lowered limit holds at once', () => {
  const { counters } = countersAt();
  expect(counters.refusalOf('key a', { rpm: 1 }, 0)).toBeNull();
  expect(counters.refusalOf('key a', { rpm: 1 }, 0)).toBeNull();
  counters.admit('key a', { rpm: 5 }, 0);
  expect(counters.refusalOf('key a', { rpm: 1 }, 0)).toMatchObject({ limit: 'rpm' });
  expect(counters.refusalOf('key b', { rpm: 1 }, 0)).toBeNull();
});

test('where limits stand can be seen without taking anything, also by nobody so far', () => {
  const { counters } = countersAt();
  counters.admit('key a', { rpm: 5 }, 0);
  const look = (subject: string) => counters.standingOf(subject, { rpm: 5 }).requests;
  expect([look('key a'), look('key a')].map((window) => window?.remaining)).toEqual([4, 4]);
  expect(look('key b')).toEqual({ limit: 5, remaining: 5, resetMs: 0 });
  expect(counters.standingOf('key a', {})).toEqual({ requests: null, tokens: null });
});
