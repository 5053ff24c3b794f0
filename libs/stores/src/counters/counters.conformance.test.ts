import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Limits } from '@weighbridge/contracts/config/limits';
import type { Admission, Counters } from '@weighbridge/gateway/limits/counters';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { findProgram } from '../embedded/child/find-program.js';
import type { EmbeddedStore } from '../embedded/embedded-store.js';
import { startLocalRedis } from '../embedded/redis/start-local-redis.js';
import { openLeasedCounters } from './leased-counters.js';
import { createMemoryLimitAuthority } from './memory-limit-authority.js';
import { openRedisCounters } from './open-redis-counters.js';

const searchPath = process.env.PATH ?? '';
const describeWithRedis = (await findProgram('redis-server', searchPath))
  ? describe
  : describe.skip;

/** How a kind of counters is tried: with a clock of its own or in real time. */
interface Trial {
  counters: Counters;
  spanMs: number;
  wait(milliseconds: number): Promise<unknown>;
  end(): Promise<void>;
}

const admits = async (counters: Counters, limits: Limits, tokens = 0): Promise<Admission> => {
  const outcome = await counters.admit('key a', limits, tokens);
  if (!outcome.admitted) throw new Error(`refused by ${outcome.limit}`);
  return outcome;
};

/** What every kind of counters does. */
function conformance(open: () => Promise<Trial>): void {
  let trial: Trial;
  const start = async (): Promise<Counters> => {
    trial = await open();
    return trial.counters;
  };
  afterEach(() => trial.end());

  test('exactly as many requests as the limit are admitted, however many come at once', async () => {
    const counters = await start();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, async () => counters.admit('key a', { rpm: 30 }, 0)),
    );
    expect(outcomes.filter(({ admitted }) => admitted)).toHaveLength(30);
    expect(outcomes.filter((outcome) => !outcome.admitted && outcome.limit === 'rpm')).toHaveLength(
      20,
    );
  });

  test('after the time a refusal names, the repeat is admitted', async () => {
    const counters = await start();
    await admits(counters, { rpm: 1 });
    const refusal = await counters.admit('key a', { rpm: 1 }, 0);
    if (refusal.admitted) throw new Error('admitted');
    expect(refusal).toMatchObject({ limit: 'rpm', value: 1 });
    expect(refusal.retryAfterMs).toBeGreaterThan(trial.spanMs * 0.8);
    await trial.wait(refusal.retryAfterMs + 5);
    await admits(counters, { rpm: 1 });
  });

  test('expected tokens are corrected by the actual ones, either way', async () => {
    const counters = await start();
    const limits = { tpm: 1_000 };
    const first = await admits(counters, limits, 800);
    expect(await counters.admit('key a', limits, 300)).toMatchObject({ limit: 'tpm' });
    first.release(100);
    await trial.wait(60); // a refusal may be remembered for a moment
    const second = await admits(counters, limits, 300);
    second.release(700);
    expect(await counters.admit('key a', limits, 250)).toMatchObject({
      limit: 'tpm',
      value: 1_000,
    });
    await admits(counters, limits, 150);
  });

  test('a request larger than the whole limit is admitted alone, and counts what it took', async () => {
    const counters = await start();
    const limits = { tpm: 100 };
    const large = await admits(counters, limits, 101);
    expect(large.standing().tokens).toMatchObject({ remaining: 0 });
    expect(await counters.admit('key a', limits, 1)).toMatchObject({ limit: 'tpm' });
    large.release(30);
    await trial.wait(60); // a refusal may be remembered for a moment
    expect(await counters.admit('key a', limits, 101)).toMatchObject({ limit: 'tpm' });
    const next = await admits(counters, limits, 60);
    expect(next.standing().tokens).toMatchObject({ remaining: 10 });
    next.release(250);
    expect(await counters.admit('key a', limits, 1)).toMatchObject({ limit: 'tpm' });
  });

  test('slots come back when requests end, and never twice', async () => {
    const counters = await start();
    const limits = { max_parallel: 2 };
    const first = await admits(counters, limits);
    await admits(counters, limits);
    expect(await counters.admit('key a', limits, 0)).toMatchObject({ limit: 'max_parallel' });
    first.release(null);
    first.release(null);
    await admits(counters, limits);
    expect(await counters.admit('key a', limits, 0)).toMatchObject({ limit: 'max_parallel' });
  });

  test('a refused request uses nothing up', async () => {
    const counters = await start();
    const limits = { rpm: 5, max_parallel: 1 };
    const first = await admits(counters, limits);
    for (let index = 0; index < 10; index++)
      expect(await counters.admit('key a', limits, 0)).toMatchObject({ limit: 'max_parallel' });
    first.release(null);
    const next = await admits(counters, limits);
    expect(next.standing().requests).toMatchObject({ limit: 5, remaining: 3 });
  });

  test('subjects are counted apart, a lowered limit holds at once, and without limits nothing is', async () => {
    const counters = await start();
    await admits(counters, { rpm: 5 });
    expect(await counters.admit('key a', { rpm: 1 }, 0)).toMatchObject({ limit: 'rpm' });
    expect(await counters.admit('key b', { rpm: 1 }, 0)).toMatchObject({ admitted: true });
    const unlimited = await admits(counters, {}, 1e9);
    expect(unlimited.standing()).toEqual({ requests: null, tokens: null });
  });

  test('looking takes nothing', async () => {
    const counters = await start();
    expect(counters.refusalOf('key a', { rpm: 1 }, 0)).toBeNull();
    expect(counters.refusalOf('key a', { rpm: 1 }, 0)).toBeNull();
    await admits(counters, { rpm: 1 });
    expect(counters.refusalOf('key a', { rpm: 1 }, 0)).toMatchObject({ limit: 'rpm' });
  });
}

describe('counters in memory', () => {
  conformance(async () => {
    let now = 1_000_000;
    return {
      counters: createMemoryCounters({ monotonic: () => now }),
      spanMs: 60_000,
      wait: async (ms) => (now += ms),
      end: async () => undefined,
    };
  });
});

describe('counters leased from the process that started this one', () => {
  conformance(async () => {
    let now = 1_000_000;
    const clock = { monotonic: () => now };
    const window = { spanMs: 60_000, bucketMs: 500 };
    const counters = await openLeasedCounters({
      ...{ authority: createMemoryLimitAuthority({ clock, ...window }), clock, window },
      ...{ node: 'one', log: () => undefined },
    });
    return {
      counters,
      spanMs: 60_000,
      wait: async (ms) => (now += ms),
      end: () => counters.close(),
    };
  });
});

describeWithRedis('(needs Redis) counters leased from Redis', () => {
  let redis: EmbeddedStore;
  let dataDir: string;
  let trials = 0;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-counters-'));
    redis = (await startLocalRedis({ dataDir, searchPath }))!;
  });
  afterAll(async () => {
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  conformance(async () => {
    const { counters, close } = await openRedisCounters({
      url: redis.url,
      prefix: `trial${++trials}`,
      window: { spanMs: 1_000, bucketMs: 20 },
      log: () => undefined,
    });
    return { counters, spanMs: 1_000, wait: sleep, end: close };
  });
});
