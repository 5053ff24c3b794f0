import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Limits } from '@weighbridge/contracts/config/limits';
import type { Admission, Counters } from '@weighbridge/gateway/limits/counters';
import { type Redis } from 'ioredis';
import { findProgram } from '../embedded/child/find-program.js';
import type { EmbeddedStore } from '../embedded/embedded-store.js';
import { startLocalRedis } from '../embedded/redis/start-local-redis.js';
import { openRedis, settleConnection } from '../redis/open-redis.js';
import { type OpenedCounters, openRedisCounters } from './open-redis-counters.js';
import { createRedisLimitAuthority } from './redis-limit-authority.js';

const searchPath = process.env.PATH ?? '';
const describeWithRedis = (await findProgram('redis-server', searchPath))
  ? describe
  : describe.skip;
/** A twentieth of the limit is what a node may be ahead. */
const RPM = 600;
const SLICE = RPM / 20;

let redis: EmbeddedStore;
let port: number;
let admin: Redis;
let dataDir: string;
let nodes: OpenedCounters[] = [];

async function openNodes(count: number): Promise<Counters[]> {
  nodes = await Promise.all(
    Array.from({ length: count }, () =>
      openRedisCounters({ url: redis.url, log: () => undefined }),
    ),
  );
  await sleep(600); // a beat, after which they know of one another
  return nodes.map(({ counters }) => counters);
}

const admit = async (counters: Counters, limits: Limits) => counters.admit('key a', limits, 0);

/** Sends one after another, each to the next node. @returns those admitted, by node */
async function sendInTurn(
  all: readonly Counters[],
  limits: Limits,
  count: number,
): Promise<number[]> {
  const admitted = all.map(() => 0);
  for (let index = 0; index < count; index++) {
    const outcome = await admit(all[index % all.length]!, limits);
    if (!outcome.admitted) continue;
    outcome.release(0);
    admitted[index % all.length]!++;
  }
  return admitted;
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

describeWithRedis('(needs Redis) limits over two nodes', () => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-leases-'));
    redis = (await startLocalRedis({ dataDir, searchPath }))!;
    port = Number(new URL(redis.url).port);
    admin = openRedis(redis.url, () => undefined);
    await settleConnection(admin);
  });
  afterAll(async () => {
    admin.disconnect();
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(() => admin.flushall());
  afterEach(async () => {
    await Promise.all(nodes.map(({ close }) => close()));
  });

  test('admit the limit, give or take one slice', async () => {
    const all = await openNodes(2);
    const admitted = sum(await sendInTurn(all, { rpm: RPM }, RPM + 200));
    expect(admitted).toBeLessThanOrEqual(RPM);
    expect(admitted).toBeGreaterThanOrEqual(RPM - SLICE);
  });

  test('what one node leaves the other may use', async () => {
    const [first, second] = await openNodes(2);
    const limits = { rpm: RPM };
    expect(sum(await sendInTurn([first!], limits, 200))).toBe(200);
    await sleep(2_500); // what the first was ahead has come back
    const rest = sum(await sendInTurn([second!], limits, 600));
    expect(rest).toBe(400);
  });

  test('in the steady state hardly any request asks Redis', async () => {
    const [node] = await openNodes(1);
    const limits = { rpm: 60_000 };
    const countDraws = async () =>
      Number(/cmdstat_evalsha:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1]);
    const before = await countDraws();
    let asked = 0;
    for (let index = 0; index < 2_000; index++) {
      const outcome = node!.admit('key a', limits, 0);
      if (outcome instanceof Promise) asked++;
      await outcome;
      if (index % 20 === 19) await sleep(5);
    }
    expect(asked).toBeLessThan(40);
    expect((await countDraws()) - before).toBeLessThan(100);
  });

  test('slots are exact over both, and one that comes free is free for the other at once', async () => {
    const all = await openNodes(2);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) => admit(all[index % 2]!, { max_parallel: 20 })),
    );
    expect(outcomes.filter(({ admitted }) => admitted)).toHaveLength(20);
    for (const outcome of outcomes) if (outcome.admitted) outcome.release(null);
    await sleep(200);
    expect(await sendInTurn(all, { max_parallel: 1 }, 40)).toEqual([20, 20]);
  });

  test('slots of a node that died come free', async () => {
    const connection = openRedis(redis.url, () => undefined);
    await settleConnection(connection);
    const authority = createRedisLimitAuthority({
      ...{ redis: connection, spanMs: 1_000, bucketMs: 50, heardMs: 200 },
    });
    const rate = { limit: null, need: 0, ahead: 0, first: 0, giveBack: 0 };
    const draw = { subject: 'key a', requests: rate, tokens: rate };
    const slots = { limit: 3, need: 3, held: 0 };
    const { epoch } = await authority.beat('dead');
    await authority.beat('alive');
    const held = await authority.draw('dead', epoch, { ...draw, slots });
    const before = await authority.draw('alive', epoch, { ...draw, slots });
    await sleep(250);
    const after = await authority.draw('alive', epoch, { ...draw, slots });
    expect([held, before, after].map((grant) => grant?.slots.granted)).toEqual([3, 0, 3]);
    connection.disconnect();
  });

  test('a node that was silent for so long that it was taken for dead tells anew what it holds', async () => {
    const all = await openNodes(2);
    const limits = { max_parallel: 4 };
    const held = await Promise.all([0, 1, 2].map(() => admit(all[0]!, limits)));
    expect(held.every(({ admitted }) => admitted)).toBe(true);
    for (const node of await admin.zrange('wb:limits:nodes', 0, -1))
      await admin.zrem('wb:limits:nodes', node); // as silence does after 5 s
    await admit(all[1]!, { max_parallel: 1_000 }); // which drops the slots of the dead
    await sleep(700);
    const outcomes = await Promise.all([0, 1, 2, 3].map(() => admit(all[1]!, { max_parallel: 5 })));
    expect(outcomes.filter(({ admitted }) => admitted)).toHaveLength(1);
  });

  test('a flush of Redis gives nobody anything extra and locks nobody out', async () => {
    const [first, second] = await openNodes(2);
    const limits = { rpm: RPM };
    await sendInTurn([first!], limits, RPM - 100);
    await admin.flushall();
    const admitted = sum(await sendInTurn([second!], limits, 300));
    expect(admitted).toBeLessThanOrEqual(100 + SLICE);
    expect(admitted).toBeGreaterThanOrEqual(100 - SLICE);
  });

  test('without Redis each admits its share; with it again, all is counted together', async () => {
    const all = await openNodes(2);
    const limits = { rpm: RPM };
    await sendInTurn(all, limits, 100);
    await redis.stop();
    await sleep(50);
    const startedAt = performance.now();
    const alone = await sendInTurn(all, limits, 1_000);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(alone).toEqual([250, 250]);
    redis = (await startLocalRedis({ dataDir, searchPath, port }))!;
    await sleep(1_500);
    expect(sum(await sendInTurn(all, { rpm: RPM + 100 }, 300))).toBe(100);
  });

  test('a Redis that hangs is waited for once, and briefly', async () => {
    const all = await openNodes(2);
    const held: Admission[] = [];
    process.kill(redis.processId()!, 'SIGSTOP');
    try {
      const startedAt = performance.now();
      for (let index = 0; index < 20; index++) {
        const outcome = await admit(all[0]!, { max_parallel: 20 });
        if (outcome.admitted) held.push(outcome);
      }
      expect(performance.now() - startedAt).toBeLessThan(500);
      expect(held).toHaveLength(10);
    } finally {
      process.kill(redis.processId()!, 'SIGCONT');
    }
    await sleep(1_500);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => admit(all[1]!, { max_parallel: 20 })),
    );
    expect(outcomes.filter(({ admitted }) => admitted)).toHaveLength(10);
  });
});
