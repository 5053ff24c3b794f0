import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { readAllRequests } from '../acceptance/ask-product.js';
import { CALLER_KEY } from '../acceptance/describe-vendor.js';
import { readSetting } from '../acceptance/inherited-environment.js';
import { type MarkedLoad, sendMarkedRequests } from '../acceptance/send-marked-requests.js';
import type { Product } from '../acceptance/start-product.js';
import { waitUntil } from '../acceptance/wait-until.js';
import { describeWithRedis } from './has-redis.js';
import { type ClusterStand, useCluster } from './use-cluster.js';

jest.setTimeout(300_000);

/** Callers of each gateway who want whole answers, and those who want streams. */
const CLIENTS = readSetting('WB_CLUSTER_CLIENTS', 6);
const STREAMS = readSetting('WB_CLUSTER_STREAMS', 6);
const LOAD_MS = readSetting('WB_CLUSTER_LOAD_MS', 2_000);
/** 100 output tokens at $1,000 per million, in nano-USD. */
const CALL_COST = 100_000_000n;

let stand: ClusterStand;

describeWithRedis('(needs Redis) one of two gateways', () => {
  stand = useCluster();
  beforeAll(() => {
    stand.vendor.script('*', () => ({
      usage: { input: 9, output: 100 },
      delayMs: Math.random() * 100,
      wordMs: Math.random() * 400,
    }));
  });

  test('killed under load fails its own requests alone, and every call is charged', async () => {
    const [survivor, victim] = stand.cluster.gateways as [Product, Product];
    let alive: Product | undefined = victim;
    const kept = loadOf(() => survivor);
    const cut = loadOf(() => alive);
    await sleep(LOAD_MS);
    process.stdout.write(`${describeLoad([kept, cut], LOAD_MS)} before the kill\n`);
    await victim.kill();
    alive = undefined;
    await sleep(LOAD_MS);
    await Promise.all([kept.stop(), cut.stop()]);
    expect(kept.unfinished()).toEqual([]);
    expect(kept.finished().length).toBeGreaterThan(CLIENTS * 2);

    // Its journal outlived it: the next process on the same data directory settles what it left.
    stand.cluster.gateways[1] = await stand.cluster.startGateway({ dataDir: victim.dataDir });
    const finished = new Set([...kept.finished(), ...cut.finished()]);
    const called = new Set(stand.vendor.calls.map(({ body }) => markOf(body)));
    await waitUntil('the books to agree', () => booksAgree(finished, called), 30_000);
  });

  test('told to stop under load fails none, and leaves nothing unshipped', async () => {
    const [survivor, leaver] = stand.cluster.gateways as [Product, Product];
    stand.vendor.calls.length = 0;
    let serving: readonly Product[] = [survivor, leaver];
    let turn = 0;
    const load = loadOf(() => serving[turn++ % serving.length]);
    await sleep(LOAD_MS);
    serving = [survivor]; // as a load balancer does, once it is not ready
    const code = await leaver.stop();
    await load.stop();
    expect([code, load.unfinished()]).toEqual([0, []]);
    const called = new Set(stand.vendor.calls.map(({ body }) => markOf(body)));
    await waitUntil(
      'the books to agree',
      () => booksAgree(new Set(load.finished()), called),
      15_000,
    );
  });
});

interface MixedLoad {
  whole: MarkedLoad;
  streams: MarkedLoad;
  finished(): string[];
  unfinished(): string[];
  stop(): Promise<unknown>;
}

function loadOf(current: () => Product | undefined): MixedLoad {
  const sender = { key: CALLER_KEY, model: 'fake/chat' };
  const whole = sendMarkedRequests(current, { ...sender, clients: CLIENTS, answers: 'whole' });
  const streams = sendMarkedRequests(current, { ...sender, clients: STREAMS, answers: 'streamed' });
  const loads = [whole, streams];
  return {
    whole,
    streams,
    finished: () => loads.flatMap(({ record }) => [...record.finished]),
    unfinished: () => loads.flatMap(({ record }) => [...record.unfinished]),
    stop: () => Promise.all(loads.map((load) => load.stop())),
  };
}

function describeLoad(loads: readonly MixedLoad[], milliseconds: number): string {
  const whole = loads.reduce((sum, load) => sum + load.whole.record.finished.size, 0);
  const perSecond = Math.round((whole / milliseconds) * 1_000);
  return `${perSecond} whole answers a second and ${STREAMS * loads.length} streams`;
}

/** The mark is also the prompt, so the vendor knows it without any header of ours. */
const markOf = (body: Record<string, unknown> | null): string =>
  (body?.['messages'] as { content: string }[] | undefined)?.[0]?.content ?? '';

/** Every answer is logged and charged once; every call of the vendor is charged; the budget is the sum. */
async function booksAgree(
  finished: ReadonlySet<string>,
  called: ReadonlySet<string>,
): Promise<boolean> {
  const rows = await readAllRequests(stand.cluster.control, 'acme');
  const idByMark = new Map(rows.map(({ id, user }) => [user, id]));
  const ledger = await stand.cluster.postgres.sql<{ request_id: string; cost: string }>(
    'SELECT request_id, sum(cost)::text AS cost FROM ledger GROUP BY request_id',
  );
  const costs = new Map(ledger.map(({ request_id, cost }) => [request_id, BigInt(cost)]));
  const costOf = (mark: string) => costs.get(idByMark.get(mark) ?? '') ?? 0n;
  const [{ spent, leased } = { spent: '', leased: '' }] = await stand.cluster.postgres.sql<{
    spent: string;
    leased: string;
  }>('SELECT sum(spent)::text AS spent, sum(leased)::text AS leased FROM budget_windows');
  const total = [...costs.values()].reduce((sum, cost) => sum + cost, 0n);
  return (
    [...finished].every((mark) => costOf(mark) === CALL_COST) &&
    [...called].every((mark) => costOf(mark) >= CALL_COST) &&
    BigInt(spent) === total &&
    BigInt(leased) >= 0n
  );
}
