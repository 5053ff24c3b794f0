import { beforeEach, describe, expect, test } from '@jest/globals';
import { keyOf, providerRow, routeRow, targetsOf } from '../snapshot.fixture.js';
import type { RoutedTarget } from '../snapshot.js';
import type { Outcome } from './breaker.js';
import { type AttemptPermit, createHealth, type Health, isPermit } from './health.js';

let now: number;
let health: Health;

beforeEach(() => {
  now = 1_000_000;
  health = createHealth({ monotonic: () => now });
});

/** The targets of a snapshot built anew, as after a configuration change. */
function targets(apiKeys: string[] = ['one'], region = 'eu'): RoutedTarget[] {
  const route = keyOf({
    providers: [
      providerRow('a', [{ id: 'm' }, { id: 'n' }], { apiKeys, region }),
      providerRow('b', [{ id: 'm' }], { quota_group: 'shared' }),
      providerRow('c', [{ id: 'm' }], { quota_group: 'shared' }),
    ],
    routes: [
      routeRow('r', ['a/m', 'a/n', 'b/m', 'c/m'], { breaker: { failures: 2, cooldown_s: 10 } }),
    ],
  }).resolveModel('r');
  return targetsOf(route);
}

function permitFor(routed: RoutedTarget): AttemptPermit {
  const begun = health.begin(routed);
  if (!isPermit(begun)) throw new Error(begun.reason);
  return begun;
}

const attempt = (routed: RoutedTarget, outcome: Outcome): void => permitFor(routed).end(outcome);

describe('breakers', () => {
  test('open for their target alone, admit one probe after the cooldown, survive a new snapshot', () => {
    const [first, sibling] = targets();
    attempt(first!, 'failure');
    attempt(first!, 'failure');
    expect(health.blockOf(first!)).toEqual({ reason: 'breaker_open', retryAfterMs: 10_000 });
    expect(health.blockOf(sibling!)).toBeNull();
    const [same] = targets();
    expect(health.blockOf(same!)).toMatchObject({ reason: 'breaker_open' });
    now += 10_000;
    expect(health.blockOf(same!)).toBeNull();
    const probe = permitFor(same!);
    expect(probe.isProbe).toBe(true);
    expect(health.begin(same!)).toEqual({ reason: 'breaker_open', retryAfterMs: null });
    probe.end('success');
    expect(permitFor(same!).isProbe).toBe(false);
  });

  test('a permit ends once: a second end neither counts nor frees', () => {
    const [first] = targets();
    const permit = permitFor(first!);
    permit.end('failure');
    permit.end('failure');
    expect(health.blockOf(first!)).toBeNull();
    const other = permitFor(first!);
    permit.end('success');
    expect(health.figuresOf(first!.target).inFlight).toBe(1);
    other.end('neutral');
    expect(health.figuresOf(first!.target).inFlight).toBe(0);
  });

  test('are described for the metrics', () => {
    const [first, second] = targets();
    attempt(first!, 'failure');
    attempt(first!, 'failure');
    permitFor(second!);
    expect(health.describe()).toEqual([
      { target: 'a/n', breaker: 'closed', inFlight: 1 },
      { target: 'a/m', breaker: 'open', inFlight: 0 },
    ]);
  });
});

describe('cooldowns', () => {
  test('hold for the whole quota group, the longest one wins', () => {
    const [, , third, fourth] = targets();
    health.cool(third!.target, 8_000);
    health.cool(fourth!.target, 2_000);
    expect(health.blockOf(fourth!)).toEqual({ reason: 'quota_cooling', retryAfterMs: 8_000 });
    now += 8_000;
    expect(health.blockOf(fourth!)).toBeNull();
  });

  test('without a group hold for the target alone', () => {
    const [first, sibling, other] = targets();
    health.cool(first!.target, 1_000);
    expect(health.blockOf(first!)).toMatchObject({ reason: 'quota_cooling' });
    expect(health.blockOf(sibling!)).toBeNull();
    expect(health.blockOf(other!)).toBeNull();
  });
});

describe('keys', () => {
  const keyTextOf = (permit: AttemptPermit): string => permit.credential.headers.join(' ');

  test('take turns, and a dead one is set aside', () => {
    const [first] = targets(['one', 'two', 'three']);
    const used = [0, 1, 2].map(() => keyTextOf(permitFor(first!)));
    expect(used.map((text) => /one|two|three/.exec(text)?.[0])).toEqual(['one', 'two', 'three']);
    const dead = permitFor(first!);
    expect(keyTextOf(dead)).toContain('one');
    health.markDead(first!.target, dead.credential);
    for (let call = 0; call < 6; call++) expect(keyTextOf(permitFor(first!))).not.toContain('one');
  });

  test('one dead key comes back beside living ones after a quarter of an hour', () => {
    const [first] = targets(['one', 'two']);
    health.markDead(first!.target, permitFor(first!).credential);
    now += 15 * 60_000 - 1;
    for (let call = 0; call < 4; call++) expect(keyTextOf(permitFor(first!))).toContain('two');
    now += 1;
    const used = [0, 1].map(() => keyTextOf(permitFor(first!)));
    expect(used.join()).toContain('one');
  });

  test('all dead blocks every target of the provider, until it is changed', () => {
    const [first, sibling] = targets(['one', 'two']);
    for (let call = 0; call < 2; call++)
      health.markDead(first!.target, permitFor(first!).credential);
    expect(health.blockOf(sibling!)).toMatchObject({ reason: 'credentials_exhausted' });
    expect(health.blockOf(targets(['one', 'two'])[0]!)).not.toBeNull();
    expect(health.blockOf(targets(['one', 'new'])[0]!)).toBeNull();
    expect(health.blockOf(targets(['one', 'two'], 'us')[0]!)).toBeNull();
  });

  test('all dead get a second chance after a minute, for the provider may have been at fault', () => {
    const [first] = targets(['one']);
    health.markDead(first!.target, permitFor(first!).credential);
    now += 59_999;
    expect(health.blockOf(first!)).toMatchObject({ reason: 'credentials_exhausted' });
    now += 1;
    expect(health.blockOf(first!)).toBeNull();
    health.markDead(first!.target, permitFor(first!).credential);
    expect(health.blockOf(first!)).toMatchObject({ reason: 'credentials_exhausted' });
  });
});
