import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RouteRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { TransportFailureKind } from '../outbound/transport-failure.js';
import { UpstreamError, type UpstreamErrorKind } from '../providers/upstream-error.js';
import { type AttemptFailure, outcomeOf } from './classify-failure.js';
import type { AvailabilityView } from './filter-target.js';
import { planRequest, type PlanInputs } from './plan.js';
import {
  type AttemptCourse,
  nextStep,
  skipTarget,
  startCourse,
  type Step,
} from './retry-policy.js';
import { deadlineOf, retryTermsOf } from './retry-terms.js';
import { inputsFor, keyOf, providerRow, routeRow, seededRandom } from './snapshot.fixture.js';

const UPSTREAM_KINDS: UpstreamErrorKind[] = [
  'invalid_request',
  'context_length_exceeded',
  'content_policy',
  'auth',
  'model_not_found',
  'rate_limited',
  'overloaded',
  'server_error',
  'invalid',
];
const TRANSPORT_KINDS: TransportFailureKind[] = [
  'connect',
  'connect_timeout',
  'first_token_timeout',
  'idle_timeout',
  'deadline',
  'reset',
  'aborted',
  'refused_address',
  'invalid',
];

const said = (kind: UpstreamErrorKind, retryAfterSeconds: number | null = null): AttemptFailure =>
  new UpstreamError(kind, `the vendor said ${kind}`, { retryAfterSeconds, param: 'messages' });
const broke = (kind: TransportFailureKind): AttemptFailure => ({ kind, sent: true, message: kind });

const DEADLINE = 100_000;

function courseOf(
  targets: string[],
  config: Partial<RouteRow['config']> = {},
  over: Partial<Pick<PlanInputs, 'availability' | 'random'>> = {},
): AttemptCourse {
  const models = [{ id: 'm' }];
  const key = keyOf({
    providers: [
      providerRow('a', models, { apiKeys: ['one', 'two'] }),
      providerRow('b', models),
      providerRow('c', models),
    ],
    routes: [
      routeRow('r', targets, { retry: { attempts: 3, base_ms: 100, max_ms: 1_000 }, ...config }),
    ],
  });
  const inputs = inputsFor(key, 'r', { random: () => 0.5, ...over });
  return startCourse(planRequest(inputs), inputs, DEADLINE);
}

const errorOf = (step: Step) => {
  if (step.kind !== 'give-up') throw new Error(step.kind);
  return step.error;
};

describe('what one failure leads to', () => {
  const CASES: [string, AttemptFailure, Step['kind']][] = [
    ['a server error is tried again', said('server_error'), 'retry'],
    ['an overloaded vendor is tried again', said('overloaded'), 'retry'],
    ['a rate limit without a time is tried again', said('rate_limited'), 'retry'],
    ['garbage is tried again', said('invalid'), 'retry'],
    ['a broken connection is tried again', broke('reset'), 'retry'],
    ['a refused connection is tried again', broke('connect'), 'retry'],
    ['silence before the first token goes elsewhere', broke('first_token_timeout'), 'next-target'],
    ['silence within a stream goes elsewhere', broke('idle_timeout'), 'next-target'],
    ['a connection that takes too long goes elsewhere', broke('connect_timeout'), 'next-target'],
    ["the target's own total timeout goes elsewhere", broke('deadline'), 'next-target'],
    ['a refused key gives way to the other key', said('auth'), 'retry'],
    ['a model the vendor does not know goes elsewhere', said('model_not_found'), 'next-target'],
    ['a refused address goes elsewhere', broke('refused_address'), 'next-target'],
    ["the caller's fault ends it", said('invalid_request'), 'give-up'],
    [
      'too long a prompt ends it without context fallbacks',
      said('context_length_exceeded'),
      'give-up',
    ],
    ['a content refusal ends it without content fallbacks', said('content_policy'), 'give-up'],
    ['a caller who left ends it', broke('aborted'), 'give-up'],
  ];

  test.each(CASES)('%s', (_name, failure, expected) => {
    expect(nextStep(courseOf(['a/m', 'b/m']), failure, 0).kind).toBe(expected);
  });
});

describe('what a failure says about the target', () => {
  test.each([
    [said('server_error'), 'failure'],
    [broke('first_token_timeout'), 'failure'],
    [said('rate_limited'), 'failure'],
    [said('rate_limited', 3), 'neutral'],
    [said('invalid_request'), 'success'],
    [said('auth'), 'neutral'],
    [broke('aborted'), 'neutral'],
    [broke('deadline'), 'neutral'],
  ] as const)('%#', (failure, expected) => {
    expect(outcomeOf(failure)).toBe(expected);
  });
});

describe('waiting', () => {
  test('grows with full jitter up to its maximum', () => {
    const course = courseOf(['a/m'], { retry: { attempts: 6, base_ms: 100, max_ms: 500 } });
    const delays = [1, 2, 3, 4, 5].map(() => nextStep(course, said('server_error'), 0));
    expect(delays).toEqual([50, 100, 200, 250, 250].map((delayMs) => ({ kind: 'retry', delayMs })));
  });

  test('lasts at least as long as the vendor asked', () => {
    const step = nextStep(courseOf(['a/m']), said('rate_limited', 0.8), 0);
    expect(step).toMatchObject({ kind: 'retry' });
    expect(step.kind === 'retry' && step.delayMs).toBeGreaterThanOrEqual(800);
  });

  test('for as long as the vendor asked is not done while another target is free', () => {
    const course = courseOf(['a/m', 'b/m']);
    expect(nextStep(course, said('rate_limited', 0.8), 0).kind).toBe('next-target');
    expect(course.current.target.id).toBe('b/m');
    expect(nextStep(course, said('rate_limited', 0.8), 0).kind).toBe('retry');
  });

  test('is done where the other target shares the quota', () => {
    const availability: AvailabilityView = {
      blockOf: ({ target }) =>
        isCooling && target.id === 'b/m' ? { reason: 'quota_cooling', retryAfterMs: 800 } : null,
    };
    let isCooling = false;
    const course = courseOf(['a/m', 'b/m'], {}, { availability });
    isCooling = true;
    expect(nextStep(course, said('rate_limited', 0.8), 0).kind).toBe('retry');
  });

  test.each([
    ['longer than the longest wait', 0, 2],
    ['longer than what the deadline leaves', DEADLINE - 500, 0.6],
  ])('%s is not done, not even where there is no other target', (_name, now, seconds) => {
    expect(nextStep(courseOf(['a/m']), said('rate_limited', seconds), now).kind).toBe('give-up');
  });
});

describe('the end', () => {
  test('every target answered 429: 503 with the soonest time', () => {
    const course = courseOf(['a/m', 'b/m']);
    nextStep(course, said('rate_limited', 60), 0);
    const error = errorOf(nextStep(course, said('rate_limited', 30), 0));
    expect(error).toMatchObject({
      code: 'no_target_available',
      status: 503,
      retryAfterSeconds: 30,
    });
  });

  test('a real failure among rate limits is what the caller hears of', () => {
    const course = courseOf(['a/m', 'b/m'], { retry: { attempts: 1 } });
    nextStep(course, said('server_error'), 0);
    expect(errorOf(nextStep(course, said('rate_limited', 30), 0)).code).toBe('upstream_error');
  });

  test('every key refused: 502, each key tried once, at once', () => {
    const course = courseOf(['a/m']);
    expect(nextStep(course, said('auth'), 0)).toEqual({ kind: 'retry', delayMs: 0 });
    expect(errorOf(nextStep(course, said('auth'), 0))).toMatchObject({
      code: 'upstream_credentials_exhausted',
      status: 502,
    });
  });

  test('the deadline spent: 504, whatever went wrong before', () => {
    const course = courseOf(['a/m', 'b/m']);
    expect(errorOf(nextStep(course, said('server_error'), DEADLINE))).toMatchObject({
      code: 'upstream_timeout',
      status: 504,
    });
  });

  test('a model that the vendor does not know: 404 with the nearest it has', () => {
    const provider = providerRow('a', [{ id: 'swift-mini' }, { id: 'swift-mni' }]);
    const inputs = inputsFor(keyOf({ providers: [provider] }), 'a/swift-mni');
    const course = startCourse(planRequest(inputs), inputs, DEADLINE);
    expect(errorOf(nextStep(course, said('model_not_found'), 0))).toMatchObject({
      status: 404,
      param: 'model',
      metadata: { nearest: ['a/swift-mini'] },
    });
  });

  test("the vendor's words on a bad request reach the caller with the field", () => {
    expect(errorOf(nextStep(courseOf(['a/m']), said('invalid_request'), 0))).toMatchObject({
      status: 400,
      param: 'messages',
      message: 'the vendor said invalid_request',
    });
  });

  test('no error names an address or another text of the transport', () => {
    const failure = { ...broke('connect'), message: 'connect ECONNREFUSED 10.0.0.7:443' };
    const course = courseOf(['a/m'], { retry: { attempts: 1 } });
    const error = errorOf(nextStep(course, failure, 0));
    expect(error.message).toBe('the provider "a" could not be reached');
  });
});

describe('special fallbacks', () => {
  test('serve a prompt too long, once, and only that', () => {
    const config = { fallbacks: ['b/m'], context_fallbacks: ['c/m'] };
    const course = courseOf(['a/m'], config);
    expect(nextStep(course, said('context_length_exceeded'), 0).kind).toBe('next-target');
    expect(course.current.target.id).toBe('c/m');
    expect(errorOf(nextStep(course, said('context_length_exceeded'), 0)).status).toBe(400);
    expect(errorOf(nextStep(courseOf(['a/m'], config), said('content_policy'), 0)).code).toBe(
      'content_policy_violation',
    );
  });

  test('serve a content refusal', () => {
    const course = courseOf(['a/m'], { content_fallbacks: ['b/m', 'c/m'] });
    expect(nextStep(course, said('content_policy'), 0).kind).toBe('next-target');
    expect(course.current.target.id).toBe('b/m');
  });
});

test('a target that has become unavailable is passed over, also by a skip', () => {
  const availability: AvailabilityView = {
    blockOf: ({ target }) =>
      isCooling && target.id === 'b/m' ? { reason: 'quota_cooling', retryAfterMs: 4_000 } : null,
  };
  let isCooling = false;
  const course = courseOf(['a/m', 'b/m', 'c/m'], {}, { availability });
  isCooling = true;
  expect(skipTarget(course, { retryAfterMs: 9_000 }, 0).kind).toBe('next-target');
  expect(course.current.target.id).toBe('c/m');
  expect(errorOf(skipTarget(course, { retryAfterMs: null }, 0)).retryAfterSeconds).toBe(4);
});

test('the caller can shorten the deadline and not lengthen it', () => {
  const { path } = courseOf(['a/m'], { retry: { deadline_ms: 5_000 } });
  expect(deadlineOf(path, null, 100)).toBe(5_100);
  expect(deadlineOf(path, 1_000, 100)).toBe(1_100);
  expect(deadlineOf(path, 90_000, 100)).toBe(5_100);
});

test('a route within a route keeps its own word on retries and is bound by the outer deadline', () => {
  const key = keyOf({
    providers: [providerRow('a', [{ id: 'm' }]), providerRow('b', [{ id: 'm' }])],
    routes: [
      routeRow('outer', ['inner', 'b/m'], { retry: { attempts: 4, deadline_ms: 3_000 } }),
      routeRow('inner', ['a/m'], { retry: { attempts: 1, deadline_ms: 9_000 } }),
    ],
  });
  const { attempts, path } = planRequest(inputsFor(key, 'outer'));
  expect(attempts.map((routed) => retryTermsOf(routed, path).attempts)).toEqual([1, 4]);
  expect(deadlineOf(path, null, 0)).toBe(3_000);
});

test('whatever fails however often: no call after the deadline, no target called too often, an end', () => {
  const failure = fc.oneof(
    fc
      .constantFrom(...UPSTREAM_KINDS)
      .chain((kind) => fc.option(fc.nat(20)).map((seconds) => said(kind, seconds))),
    fc.constantFrom(...TRANSPORT_KINDS).map(broke),
  );
  const scripts = fc.array(fc.record({ failure, took: fc.nat(9_000) }), {
    minLength: 80,
    maxLength: 80,
  });
  fc.assert(
    fc.property(scripts, fc.integer({ min: 1, max: 5 }), fc.nat(), (script, attempts, seed) => {
      const course = courseOf(
        ['a/m', 'b/m'],
        {
          retry: { attempts, base_ms: 100, max_ms: 5_000 },
          fallbacks: ['c/m'],
          context_fallbacks: ['b/m'],
          content_fallbacks: ['c/m'],
        },
        { random: seededRandom(seed) },
      );
      let now = 0;
      let callsInARow = 1;
      let total = 1;
      for (const { failure: failed, took } of script) {
        now += took;
        const step = nextStep(course, failed, now);
        if (step.kind === 'give-up') return;
        if (step.kind === 'retry') now += step.delayMs;
        callsInARow = step.kind === 'retry' ? callsInARow + 1 : 1;
        total++;
        expect(now).toBeLessThan(DEADLINE);
        // One key of two may be refused on the way, which costs none of the attempts.
        expect(callsInARow).toBeLessThanOrEqual(attempts + 1);
        expect(total).toBeLessThanOrEqual(5 * (attempts + 1));
      }
      throw new Error('never gave up');
    }),
  );
});
