import { beforeEach, expect, jest, test } from '@jest/globals';
import { Redis } from 'ioredis';
import {
  type Answer,
  ask,
  askAdmin,
  readAllRequests,
  readBudgets,
} from '../acceptance/ask-product.js';
import { CALLER_KEY } from '../acceptance/describe-vendor.js';
import type { Product } from '../acceptance/start-product.js';
import { waitUntil } from '../acceptance/wait-until.js';
import { describeWithRedis } from './has-redis.js';
import { type ClusterStand, useCluster } from './use-cluster.js';

jest.setTimeout(300_000);

const RPM = 600;
/** What a gateway may be ahead of need. */
const SLICE = RPM / 20;
const REVOKED_WITHIN_MS = 1_000;

let stand: ClusterStand;

describeWithRedis('(needs Redis) two gateways', () => {
  stand = useCluster();
  beforeEach(() => {
    stand.vendor.reset();
    stand.vendor.script('chat', { usage: { input: 9, output: 100 }, delayMs: 20 });
  });

  test('a new key works at once at both, and for 100 requests of $0.10 its $1 pays exactly 10', async () => {
    const key = await createKey({ budget: { limit: '1.00', period: 'total' } });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => complete(gateway(index), key.token)),
    );
    expect([count(answers, 200), count(answers, 402)]).toEqual([10, 90]);
    expect(stand.vendor.calls).toHaveLength(10);
    await waitUntil('the budget to show the whole spend', async () => {
      const budgets = await readBudgets(stand.cluster.control, 'acme');
      const own = budgets.find((budget) => budget.scope_id === key.id);
      return own && Number(own.spent) === 1 && Number(own.reserved) === 0;
    });
  });

  test('share a limit of 600 a minute, give or take one slice', async () => {
    const key = await createKey({ limits: { rpm: RPM } });
    const admitted = await sendThrough(stand.cluster.gateways, key.token, RPM + 100);
    expect(admitted).toBeLessThanOrEqual(RPM);
    expect(admitted).toBeGreaterThanOrEqual(RPM - SLICE);
  });

  test('share parallel slots exactly', async () => {
    stand.vendor.script('chat', { usage: { input: 9, output: 1 }, delayMs: 500 });
    const key = await createKey({ limits: { max_parallel: 10 } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => complete(gateway(index), key.token)),
    );
    expect([count(answers, 200), count(answers, 429)]).toEqual([10, 20]);
  });

  test('a flush of Redis gives nobody more than a slice, and locks nobody out', async () => {
    const key = await createKey({ limits: { rpm: 100 } });
    const before = await sendThrough([gateway(0)], key.token, 80);
    const admin = new Redis(stand.cluster.redis.url);
    await admin.flushall();
    admin.disconnect();
    const after = await sendThrough([gateway(1)], key.token, 60);
    expect(before).toBe(80);
    expect(after).toBeGreaterThanOrEqual(15);
    expect(after).toBeLessThanOrEqual(25);
  });

  test('one takes feedback on what the other has just answered', async () => {
    const { headers } = await complete(gateway(0), CALLER_KEY);
    const scored = await ask(gateway(1), '/v1/scores', {
      token: CALLER_KEY,
      body: { request_id: headers.get('x-wb-request-id'), name: 'thumbs', value: 1 },
    });
    expect(scored.status).toBe(201);
  });

  test('revoke a key within a second', async () => {
    await expectRevoked();
  });

  test('without Redis serve on, each its share, and still revoke within a second', async () => {
    const key = await createKey({ limits: { rpm: 100 } });
    await stand.cluster.redis.stop();
    try {
      const answers = await Promise.all(
        Array.from({ length: 120 }, (_, index) => complete(gateway(index), key.token)),
      );
      expect([count(answers, 200), count(answers, 429)]).toEqual([100, 20]);
      await expectRevoked();
    } finally {
      await stand.cluster.redis.start();
    }
    const again = await createKey({ limits: { rpm: 50 } });
    await waitUntil('the gateways to count together', async () => {
      const ready = await complete(gateway(0), CALLER_KEY);
      return ready.status === 200;
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await sendThrough(stand.cluster.gateways, again.token, 80)).toBe(50);
  });

  test('without Postgres serve known keys, refuse writes, and lose nothing', async () => {
    expect((await complete(gateway(0), CALLER_KEY)).status).toBe(200);
    expect((await complete(gateway(1), CALLER_KEY)).status).toBe(200);
    const before = (await readAllRequests(stand.cluster.control, 'acme')).length;
    await stand.cluster.postgres.close();
    const statuses: number[] = [];
    try {
      for (let index = 0; index < 20; index++) {
        const answer = await complete(gateway(index), CALLER_KEY, 'postgres away');
        statuses.push(answer.status);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const refused = await askAdmin(stand.cluster.control, '/keys', {
        body: { workspace: 'acme', name: 'while away' },
      });
      expect(refused.status).toBe(503);
    } finally {
      await stand.cluster.postgres.open();
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    await waitUntil(
      'every request to be logged',
      async () => {
        const rows = await readAllRequests(stand.cluster.control, 'acme');
        const own = rows.filter(({ user }) => user === 'postgres away');
        return own.length === 20 && rows.length >= before + 20;
      },
      30_000,
    );
    await waitUntil(
      'writes to work again',
      async () => (await createKey({})).token.length > 0,
      30_000,
    );
  });
});

const gateway = (index: number): Product =>
  stand.cluster.gateways[index % stand.cluster.gateways.length]!;

let keys = 0;
async function createKey(fields: object): Promise<{ id: string; token: string }> {
  const { status, json, text } = await askAdmin(stand.cluster.control, '/keys', {
    body: { workspace: 'acme', name: `key ${++keys}`, ...fields },
  });
  if (status !== 201) throw new Error(`no key: ${status} ${text}`);
  return { id: json['id'] as string, token: json['key'] as string };
}

function complete(product: Product, token: string, user = 'caller'): Promise<Answer> {
  return ask(product, '/v1/chat/completions', {
    token,
    headers: { 'x-wb-user': user },
    body: {
      model: 'fake/chat',
      messages: [{ role: 'user', content: 'spend' }],
      max_tokens: 100,
    },
  });
}

/** Sends some at a time, in turn to each. @returns how many were answered with 200 */
async function sendThrough(
  products: readonly Product[],
  token: string,
  requests: number,
): Promise<number> {
  let sent = 0;
  let admitted = 0;
  const client = async (): Promise<void> => {
    while (sent < requests) {
      const { status } = await complete(products[sent++ % products.length]!, token);
      if (status === 200) admitted++;
      else if (status !== 429) throw new Error(`answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
  return admitted;
}

/** Creates a key, uses it at both gateways, deletes it, and sees both refuse it in time. */
async function expectRevoked(): Promise<void> {
  const key = await createKey({});
  for (const product of stand.cluster.gateways)
    await waitUntil(
      'the key to work',
      async () => (await complete(product, key.token)).status === 200,
    );
  const { status } = await askAdmin(stand.cluster.control, `/keys/${key.id}`, { method: 'DELETE' });
  expect(status).toBeLessThan(300);
  const revokedAt = Date.now();
  for (const product of stand.cluster.gateways) {
    await waitUntil('the key to be refused', async () => {
      const answer = await ask(product, '/v1/key', { token: key.token });
      return answer.status === 401;
    });
    expect(Date.now() - revokedAt).toBeLessThan(REVOKED_WITHIN_MS);
  }
}

const count = (answers: readonly Answer[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;
