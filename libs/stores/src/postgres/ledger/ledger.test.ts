import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { BudgetBook } from '@weighbridge/gateway/budgets/budget-book';
import type { Hold } from '@weighbridge/gateway/budgets/hold';
import { systemClock } from '@weighbridge/kernel/clock';
import { sampleSettle } from '@weighbridge/testing/records/sample-records';
import {
  createTestDatabase,
  type TestDatabase,
} from '@weighbridge/testing/stores/create-test-database';
import type { DataSource } from 'typeorm';
import { openPostgres } from '../open-postgres.js';
import { applyLedger } from './apply-ledger.js';
import { createLeaseSource } from './draw-leases.js';
import { createIdempotencyStore, purgeIdempotencyKeys } from './idempotency.js';
import { releaseDeadLeases } from './release-dead-leases.js';

const CENT = 10_000_000n;

let database: TestDatabase;
let dataSource: DataSource;
let boots = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openPostgres(database.url, { maxConnections: 4 });
}, 60_000);
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const budgetRow = (id: string, limit: bigint): BudgetRow => ({
  ...{ id, limit, workspaceId: 'acme', scope: 'key', scopeId: id, period: 'total', mode: 'normal' },
});

/** A node of its own with a book over the given budgets. */
function openNode(rows: readonly BudgetRow[]) {
  const identity = { node: `node_${++boots}`, boot: `boot_${boots}` };
  const book = new BudgetBook(createLeaseSource(dataSource, identity), systemClock);
  book.updateBudgets(rows);
  const budgets = rows.flatMap(({ scopeId }) =>
    book.applying({
      ...{ workspaceId: 'acme', teamId: null, user: null, provider: 'p', model: 'm', tags: [] },
      keyId: scopeId,
    }),
  );
  const hold = async (amount: bigint): Promise<Hold> =>
    book.hold(budgets, { normal: amount, strict: null });
  return { identity, book, budgets, hold };
}

async function windowOf(budgetId: string): Promise<{ spent: string; leased: string }> {
  const [window] = await dataSource.query(
    'SELECT spent, leased FROM budget_windows WHERE budget_id = $1',
    [budgetId],
  );
  return window;
}

async function holdAll(attempts: readonly Promise<Hold>[]) {
  const ends = await Promise.allSettled(attempts);
  return {
    holds: ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])),
    refusals: ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as ApiError] : [])),
  };
}

test('of 100 parallel holds of $0.10 on a budget of $1 exactly 10 are granted', async () => {
  const node = openNode([budgetRow('one-dollar', 100n * CENT)]);
  const attempts = Array.from({ length: 100 }, () => node.hold(10n * CENT));
  const { holds, refusals } = await holdAll(attempts);
  expect(holds).toHaveLength(10);
  expect(refusals).toHaveLength(90);
  for (const refusal of refusals)
    expect(refusal).toMatchObject({
      code: 'budget_exceeded',
      status: 402,
      metadata: {
        scope: 'key',
        scope_id: 'one-dollar',
        limit: '1',
        spent: '0',
        reserved: '1',
        resets_at: null,
      },
    });
  for (const hold of holds) hold.settle(10n * CENT);
  expect(node.book.remaining(node.budgets)).toBe(0n);
  await applyLedger(
    dataSource,
    holds.map((hold, index) => ({
      ...sampleSettle({ requestId: `one-dollar-${index}`, cost: hold.amount, hold: hold.amount }),
      ...{ budgets: hold.charges, boot: node.identity.boot },
    })),
  );
  expect(await windowOf('one-dollar')).toEqual({ spent: '1000000000', leased: '0' });
});

test('two nodes together grant exactly 10 of them', async () => {
  const rows = [budgetRow('two-nodes', 100n * CENT)];
  const nodes = [openNode(rows), openNode(rows)];
  const attempts = Array.from({ length: 100 }, (_, index) => nodes[index % 2]!.hold(10n * CENT));
  const { holds, refusals } = await holdAll(attempts);
  expect([holds.length, refusals.length]).toEqual([10, 90]);
});

test('a window that was overspent grants nothing on any node, before and after it is posted', async () => {
  const rows = [budgetRow('overspent', 10n * CENT)];
  const [node, other] = [openNode(rows), openNode(rows)];
  const hold = await node.hold(CENT);
  hold.settle(12n * CENT);
  const refusal = { code: 'budget_exceeded', metadata: { spent: '0.12', reserved: '0' } };
  await expect(node.hold(CENT)).rejects.toMatchObject(refusal);
  await applyLedger(dataSource, [
    {
      ...sampleSettle({ requestId: 'overspent', cost: 12n * CENT, hold: hold.amount }),
      ...{ budgets: hold.charges, boot: node.identity.boot },
    },
  ]);
  for (const each of [node, other]) await expect(each.hold(CENT)).rejects.toMatchObject(refusal);
  expect(await windowOf('overspent')).toEqual({ spent: '120000000', leased: '0' });
});

test('far from the limit holds need no store after the first', async () => {
  const node = openNode([budgetRow('plenty', 1_000_000n * CENT)]);
  (await node.hold(CENT)).settle(CENT);
  for (let index = 0; index < 100; index++) {
    const hold = node.book.hold(node.budgets, { normal: CENT, strict: null });
    expect(hold).not.toBeInstanceOf(Promise);
    (hold as Hold).settle(CENT);
  }
});

test('a hold over two budgets takes of both or of none', async () => {
  const node = openNode([budgetRow('wide', 100n * CENT), budgetRow('narrow', 5n * CENT)]);
  await expect(node.hold(10n * CENT)).rejects.toMatchObject({
    metadata: { scope_id: 'narrow', reserved: '0' },
  });
  await node.book.close();
  expect(await windowOf('wide')).toEqual({ spent: '0', leased: '0' });
});

test('what a hold did not cost can be held again, here and on another node', async () => {
  const rows = [budgetRow('cheaper', 10n * CENT)];
  const [first, second] = [openNode(rows), openNode(rows)];
  (await first.hold(10n * CENT)).settle(4n * CENT);
  (await first.hold(3n * CENT)).settle(3n * CENT);
  await expect(second.hold(CENT)).rejects.toMatchObject({ code: 'budget_exceeded' });
  await first.book.close();
  await second.hold(3n * CENT);
  await expect(second.hold(1n)).rejects.toMatchObject({ code: 'budget_exceeded' });
});

test('an entry posted twice, in one batch or in two, counts once', async () => {
  const node = openNode([budgetRow('twice', 100n * CENT)]);
  const hold = await node.hold(10n * CENT);
  const entry = {
    ...sampleSettle({ requestId: 'twice-1', cost: 12n * CENT, hold: hold.amount }),
    ...{ budgets: hold.charges, boot: node.identity.boot },
  };
  expect(await applyLedger(dataSource, [entry, entry])).toBe(1);
  expect(await applyLedger(dataSource, [entry])).toBe(0);
  expect(await windowOf('twice')).toEqual({ spent: String(12n * CENT), leased: '0' });
});

test('a draw whose answer was lost is answered again, not granted again', async () => {
  const identity = { node: 'node_lost', boot: 'boot_lost' };
  const source = createLeaseSource(dataSource, identity);
  const draw = {
    windows: [
      {
        ...{ workspaceId: 'acme', budgetId: 'lost', epoch: 0, limit: 10n, free: 0n },
        ...{ giveBack: 0n, topUp: false, holdSize: 4n, change: 1 },
      },
    ],
    waiting: [{ needs: [{ window: 0, amount: 4n }] }],
  };
  const first = await source.draw(draw);
  const second = await source.draw(draw);
  expect(second.windows).toEqual(first.windows);
  expect(await windowOf('lost')).toEqual({ spent: '0', leased: '4' });
});

test('leases of earlier boots of a node are freed, those of others are not', async () => {
  const rows = [budgetRow('dead', 10n * CENT)];
  const [dead, alive] = [openNode(rows), openNode(rows)];
  await dead.hold(6n * CENT);
  await alive.hold(4n * CENT);
  await releaseDeadLeases(dataSource, { node: dead.identity.node, boot: 'boot_next' });
  expect(await windowOf('dead')).toEqual({ spent: '0', leased: String(4n * CENT) });
});

test('without Postgres a hold is refused as unavailable, never as too dear', async () => {
  const away = await createTestDatabase();
  const closed = await openPostgres(away.url, { maxConnections: 1 });
  await closed.destroy();
  await away.drop();
  const book = new BudgetBook(createLeaseSource(closed, { node: 'n', boot: 'b' }), systemClock);
  book.updateBudgets([budgetRow('away', CENT)]);
  const budgets = book.applying({
    ...{ workspaceId: 'acme', teamId: null, keyId: 'away', user: null },
    ...{ provider: 'p', model: 'm', tags: [] },
  });
  await expect(book.hold(budgets, { normal: 1n, strict: null })).rejects.toMatchObject({
    code: 'store_unavailable',
    status: 503,
  });
});

test('an idempotency key is new, running, done or another request’s', async () => {
  const store = createIdempotencyStore(dataSource, { node: 'node_i', boot: 'boot_i' });
  const claim = (key: string, fingerprint = 'f') => store.claim('acme', key, fingerprint);
  expect(await claim('k')).toEqual({ state: 'new' });
  expect(await claim('k')).toEqual({ state: 'running' });
  expect(await claim('k', 'other')).toEqual({ state: 'mismatch' });
  expect(await store.claim('rival', 'k', 'f')).toEqual({ state: 'new' });
  const answer = { status: 200, headers: { 'x-a': '1' }, body: Buffer.from('{}') };
  await store.complete('acme', 'k', answer);
  expect(await claim('k')).toEqual({ state: 'done', answer });
  await store.abandon('acme', 'k'); // comes too late
  expect(await claim('k')).toMatchObject({ state: 'done' });
});

test('a key is free again after a failure, after its boot died and after a day', async () => {
  const store = createIdempotencyStore(dataSource, { node: 'node_j', boot: 'boot_j' });
  const claim = (key: string) => store.claim('acme', key, 'f').then(({ state }) => state);
  await claim('failed');
  await store.abandon('acme', 'failed');
  await claim('died');
  await releaseDeadLeases(dataSource, { node: 'node_j', boot: 'boot_k' });
  await claim('old');
  await dataSource.query(
    `UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'old'`,
  );
  expect([await claim('failed'), await claim('died'), await claim('old')]).toEqual(
    Array.from({ length: 3 }, () => 'new'),
  );
  expect(await purgeIdempotencyKeys(dataSource)).toBe(0);
});

test('without a stored body a repeat finds that the answer is gone', async () => {
  const store = createIdempotencyStore(dataSource, { node: 'node_z', boot: 'boot_z' });
  await store.claim('acme', 'zdr', 'f');
  await store.complete('acme', 'zdr', null);
  expect(await store.claim('acme', 'zdr', 'f')).toEqual({ state: 'done', answer: null });
});
