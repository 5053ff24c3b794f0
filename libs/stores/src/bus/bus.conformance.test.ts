import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { findProgram } from '../embedded/child/find-program.js';
import type { EmbeddedStore } from '../embedded/embedded-store.js';
import { startLocalRedis } from '../embedded/redis/start-local-redis.js';
import type { Bus } from './bus.js';
import { createInProcessBus } from './in-process-bus.js';
import { openRedisBus } from './open-redis-bus.js';

const searchPath = process.env.PATH ?? '';
const describeWithRedis = (await findProgram('redis-server', searchPath))
  ? describe
  : describe.skip;

/** What every bus does, seen from two nodes; in memory they share one. */
function conformance(open: () => Promise<[Bus, Bus]>): void {
  let buses: readonly Bus[] = [];
  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    buses = [];
  });

  test('a publication resolves when every node has dealt with it', async () => {
    buses = await open();
    const dealtWith: string[] = [];
    for (const [index, bus] of buses.entries())
      bus.subscribe(async (version) => {
        await sleep(30);
        dealtWith.push(`node ${index} has ${version}`);
      });
    await buses[0]!.publish(7);
    expect(dealtWith.sort()).toEqual(['node 0 has 7', 'node 1 has 7']);
  });

  test('who has ended the subscription hears nothing', async () => {
    buses = await open();
    const heard: number[] = [];
    const [first, second] = buses;
    const unsubscribe = second!.subscribe((version) => void heard.push(version));
    await first!.publish(1);
    unsubscribe();
    await first!.publish(2);
    expect(heard).toEqual([1]);
  });
}

describe('the bus within a process', () => {
  conformance(async () => {
    const bus = createInProcessBus();
    return [bus, bus];
  });
});

describeWithRedis('(needs Redis) the bus over Redis', () => {
  let redis: EmbeddedStore;
  let dataDir: string;
  let port: number;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-bus-'));
    redis = (await startLocalRedis({ dataDir, searchPath }))!;
    port = Number(new URL(redis.url).port);
  });
  afterAll(async () => {
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const openTwo = (): Promise<[Bus, Bus]> =>
    Promise.all([
      openRedisBus(redis.url, () => undefined),
      openRedisBus(redis.url, () => undefined),
    ]);

  conformance(openTwo);

  test('without Redis this node still hears at once, and with it again the others do', async () => {
    const [first, second] = await openTwo();
    const heard: string[] = [];
    first.subscribe((version) => void heard.push(`first ${version}`));
    second.subscribe((version) => void heard.push(`second ${version}`));
    await redis.stop();
    const startedAt = performance.now();
    await first.publish(1);
    expect(performance.now() - startedAt).toBeLessThan(200);
    expect(heard).toEqual(['first 1']);
    redis = (await startLocalRedis({ dataDir, searchPath, port }))!;
    await sleep(1_200);
    await first.publish(2);
    expect(heard.slice(1).sort()).toEqual(['first 2', 'second 2']);
    await Promise.all([first.close(), second.close()]);
  });
});
