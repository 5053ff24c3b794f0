import { expect, test } from '@jest/globals';
import { HOUR, type Node, row, SUBJECT, World } from './budget-world.fixture.js';
import type { Hold } from './hold.js';

const holdOf = async ({ book }: Node, amount: bigint): Promise<Hold> =>
  book.hold(book.applying(SUBJECT), { normal: amount, strict: null });

test('what answers cost beyond their holds is not spent a second time, posted or not', async () => {
  const world = new World();
  const [at, other] = world.nodes as [Node, Node];
  world.setLimit('key', 10n);
  for (let call = 0; call < 2; call++) {
    const hold = await holdOf(at, 1n);
    hold.settle(5n);
    at.unposted.push({ hold, cost: 5n });
  }
  expect(at.book.remaining(at.book.applying(SUBJECT))).toBe(0n);
  await expect(holdOf(at, 1n)).rejects.toMatchObject({ code: 'budget_exceeded' });
  at.post();
  await expect(holdOf(at, 1n)).rejects.toMatchObject({ code: 'budget_exceeded' });
  await expect(holdOf(other, 1n)).rejects.toMatchObject({ code: 'budget_exceeded' });
  expect(await at.book.view(at.book.applying(SUBJECT))).toMatchObject([
    { spent: 10n },
    { remaining: 0n, spent: 10n, reserved: 0n },
  ]);
});

test('lease that comes free again is no room for others while an excess is owed', async () => {
  const world = new World();
  const at = world.nodes[0]!;
  const [dear, unused] = [await holdOf(at, 300n), await holdOf(at, 300n)];
  dear.settle(900n);
  unused.release();
  await expect(holdOf(at, 200n)).rejects.toMatchObject({ code: 'budget_exceeded' });
  (await holdOf(at, 100n)).settle(100n);
});

test('an excess is counted once when it is posted, and what is left can still be spent', async () => {
  const world = new World();
  const at = world.nodes[0]!;
  world.setLimit('key', 10n);
  const hold = await holdOf(at, 1n);
  hold.settle(6n);
  at.unposted.push({ hold, cost: 6n });
  at.post();
  (await holdOf(at, 4n)).settle(4n);
  await expect(holdOf(at, 1n)).rejects.toMatchObject({ code: 'budget_exceeded' });
});

test('an excess is taken from the free lease and leaves the ledger with its settlement', async () => {
  const world = new World();
  const at = world.nodes[0]!;
  const budgets = at.book.applying(SUBJECT);
  (await holdOf(at, 1n)).release(); // leaves a reserve of a twentieth
  const hold = await holdOf(at, 1n);
  hold.settle(20n);
  expect(hold.charges.map(({ held }) => held)).toEqual([20n, 20n]);
  world.ledger.post(at.boot, hold.charges, 20n);
  const views = await at.book.view(budgets);
  expect(views.map(({ spent }) => spent)).toEqual([20n, 20n]);
});

test('a hold ends once', async () => {
  const world = new World();
  const { book } = world.nodes[0]!;
  const hold = await book.hold(book.applying(SUBJECT), { normal: 10n, strict: null });
  hold.settle(5n);
  expect(() => hold.release()).toThrow('ended twice');
  expect(book.remaining(book.applying(SUBJECT))).toBe(995n);
});

test('a late settle posts to the window that reserved the money', async () => {
  const world = new World();
  const at = world.nodes[0]!;
  const budgets = at.book.applying(SUBJECT);
  const hold = await at.book.hold(budgets, { normal: 10n, strict: null });
  world.ledger.now += HOUR;
  await at.book.hold(budgets, { normal: 1n, strict: null });
  hold.settle(10n);
  expect(hold.charges.map(({ epoch }) => epoch)).toEqual([0, 0]);
  const keyBudget = budgets.filter(({ row: { id } }) => id === 'key');
  expect(at.book.remaining(keyBudget)).toBe(999n);
});

test('a lowered limit stops new holds and leaves running ones alone', async () => {
  const world = new World();
  const { book } = world.nodes[0]!;
  const hold = await book.hold(book.applying(SUBJECT), { normal: 100n, strict: null });
  world.setLimit('key', 50n);
  await expect(
    Promise.resolve().then(() => book.hold(book.applying(SUBJECT), { normal: 1n, strict: null })),
  ).rejects.toMatchObject({
    code: 'budget_exceeded',
    metadata: {
      scope: 'key',
      limit: '0.00000005',
      reserved: '0.0000001',
      resets_at: '1970-01-01T01:00:00.000Z',
    },
  });
  hold.settle(100n);
});

test('strict budgets hold the worst case and normal ones the expected cost', async () => {
  const world = new World();
  const { book } = world.nodes[0]!;
  book.updateBudgets([row('normal', 1_000n), row('strict', 1_000n, { mode: 'strict' })]);
  const budgets = book.applying(SUBJECT);
  const hold = await book.hold(budgets, { normal: 10n, strict: 70n });
  expect(hold.charges.map(({ budgetId, held }) => [budgetId, held])).toEqual([
    ['normal', 10n],
    ['strict', 70n],
  ]);
  expect(await hold.extendTo(60n)).toBe(true);
  expect(hold.charges.map(({ held }) => held)).toEqual([60n, 70n]);
});

test('where a budget applies, an unknown price or an unbounded worst case is refused', () => {
  const { book } = new World().nodes[0]!;
  expect(() => book.hold(book.applying(SUBJECT), { normal: null, strict: null })).toThrow('price');
  book.updateBudgets([row('strict', 1n, { mode: 'strict' })]);
  expect(() => book.hold(book.applying(SUBJECT), { normal: 1n, strict: null })).toThrow(
    'max_tokens',
  );
});

test('a request that no budget applies to is held for nothing and refused never', () => {
  const { book } = new World().nodes[0]!;
  const hold = book.hold(book.applying({ ...SUBJECT, workspaceId: 'other' }), {
    normal: 5n,
    strict: null,
  });
  expect(hold).toMatchObject({ amount: 5n, charges: [] });
  expect(book.remaining([])).toBeNull();
});
