import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Breaker, type Outcome } from './breaker.js';

const TERMS = { failures: 3, windowMs: 60_000, cooldownMs: 15_000 };

function brokenBreaker(): Breaker {
  const breaker = new Breaker(TERMS);
  for (let index = 0; index < TERMS.failures; index++) breaker.end(1_000, false, 'failure');
  return breaker;
}

describe('Breaker', () => {
  test('opens with the failure that reaches the limit within the window', () => {
    const breaker = new Breaker(TERMS);
    breaker.end(0, false, 'failure');
    breaker.end(1_000, false, 'failure');
    expect(breaker.stateAt(1_000)).toBe('closed');
    breaker.end(2_000, false, 'failure');
    expect(breaker.stateAt(2_000)).toBe('open');
    expect(breaker.msUntilFree(2_000)).toBe(15_000);
  });

  test('failures further apart than the window do not add up', () => {
    const breaker = new Breaker(TERMS);
    for (let index = 0; index < 20; index++) breaker.end(index * 31_000, false, 'failure');
    expect(breaker.stateAt(19 * 31_000)).toBe('closed');
  });

  test('after the cooldown one probe decides: success closes it with a clean slate', () => {
    const breaker = brokenBreaker();
    expect(breaker.stateAt(16_000)).toBe('half-open');
    expect(breaker.begin()).toBe(true);
    expect(breaker.msUntilFree(16_000)).toBeNull();
    breaker.end(16_100, true, 'success');
    expect(breaker.stateAt(16_100)).toBe('closed');
    expect(breaker.isIdle(16_100)).toBe(true);
  });

  test('a failed probe opens it for another cooldown', () => {
    const breaker = brokenBreaker();
    breaker.begin();
    breaker.end(20_000, true, 'failure');
    expect(breaker.msUntilFree(20_000)).toBe(15_000);
  });

  test('a probe that says nothing leaves the place to another', () => {
    const breaker = brokenBreaker();
    breaker.begin();
    breaker.end(20_000, true, 'neutral');
    expect(breaker.msUntilFree(20_000)).toBe(0);
  });

  test('attempts from before it opened decide nothing', () => {
    const breaker = brokenBreaker();
    breaker.end(10_000, false, 'failure');
    breaker.end(15_999, false, 'success');
    expect(breaker.msUntilFree(10_000)).toBe(6_000);
    expect(breaker.stateAt(15_999)).toBe('open');
  });

  test('never two probes at once, whatever happens in whatever order', () => {
    const outcome = fc.constantFrom<Outcome>('success', 'failure', 'neutral');
    const steps = fc.array(fc.record({ pause: fc.nat(20_000), ends: fc.nat(3), outcome }), {
      maxLength: 150,
    });
    fc.assert(
      fc.property(steps, (script) => {
        const breaker = new Breaker(TERMS);
        const running: boolean[] = [];
        let now = 0;
        for (const { pause, ends, outcome: result } of script) {
          now += pause;
          const [probe] = running.splice(ends, 1);
          if (probe !== undefined) breaker.end(now, probe, result);
          if (breaker.msUntilFree(now) === 0) running.push(breaker.begin());
          expect(running.filter(Boolean).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
