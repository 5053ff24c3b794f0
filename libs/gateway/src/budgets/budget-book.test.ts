import { expect, test } from '@jest/globals';
import type { BudgetCharge } from '@weighbridge/contracts/records/settle-record';
import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import fc from 'fast-check';
import { BudgetBook } from './budget-book.js';
import type { Hold } from './hold.js';
import { MemoryLedger } from './memory-ledger.fixture.js';

const HOUR = 3_600_000;
const SUBJECT = {
  ...{ workspaceId: 'w', teamId: 't', keyId: 'k', user: null, provider: 'p', model: 'm' },
  tags: ['x'],
};

const row = (id: string, limit: bigint, changes: Partial<BudgetRow> = {}): BudgetRow => ({
  ...{ id, limit, workspaceId: 'w', scope: 'key', scopeId: 'k', period: 'hour', mode: 'normal' },
  ...changes,
});

/** A cluster of nodes over one ledger, a clock that is moved by hand, and a journal each. */
class World {
  readonly ledger = new MemoryLedger();
  readonly limits = new Map([
    ['key', 1_000n],
    ['team', 1_500n],
  ]);
  readonly nodes: Node[] = [];
  boots = 0;

  constructor(nodes = 2) {
    while (this.nodes.length < nodes) this.nodes.push(new Node(this));
  }

  rows(): BudgetRow[] {
    return [
      row('key', this.limits.get('key')!),
      row('team', this.limits.get('team')!, { scope: 'team', scopeId: 't', period: 'total' }),
    ];
  }

  setLimit(id: string, limit: bigint): void {
    this.limits.set(id, limit);
    for (const node of this.nodes) node.book.updateBudgets(this.rows());
  }

  /** What must hold after every step, whatever happened before. */
  check(highest: ReadonlyMap<string, bigint>, overshoot: bigint): void {
    for (const [name, window] of this.ledger.windows) {
      expect(window.spent).toBeGreaterThanOrEqual(0n);
      expect(window.leased).toBeGreaterThanOrEqual(0n);
      const limit = highest.get(name.split('@')[0]!)!;
      expect(window.spent + window.leased).toBeLessThanOrEqual(limit + overshoot);
      const sum = (this.ledger.posted.get(name) ?? []).reduce((total, cost) => total + cost, 0n);
      expect(window.spent).toBe(sum);
    }
    for (const leases of this.ledger.leases.values())
      for (const { amount } of leases.values()) expect(amount).toBeGreaterThanOrEqual(0n);
  }
}

class Node {
  boot!: string;
  book!: BudgetBook;
  holds: Hold[] = [];
  /** Settles that are journalled and not posted. */
  unposted: { hold: Hold; cost: bigint }[] = [];

  constructor(readonly world: World) {
    this.start();
  }

  start(): void {
    const { ledger } = this.world;
    this.boot = `boot ${++this.world.boots}`;
    const clock = { now: () => ledger.now, monotonic: () => ledger.now };
    this.book = new BudgetBook(ledger.sourceFor(this.boot), clock);
    this.book.updateBudgets(this.world.rows());
  }

  /** `limit − spent − reserved` of a window, from everything this node did and all that is posted. */
  remaining({ budgetId, epoch }: BudgetCharge): bigint {
    const inWindow = ({ charges }: Hold) =>
      charges.find((charge) => charge.budgetId === budgetId && charge.epoch === epoch);
    let left = this.world.limits.get(budgetId)!;
    left -= this.world.ledger.windows.get(`${budgetId}@${epoch}`)?.spent ?? 0n;
    for (const { hold, cost } of this.unposted) if (inWindow(hold)) left -= cost;
    for (const hold of this.holds) left -= inWindow(hold)?.held ?? 0n;
    return left;
  }

  post(): void {
    for (const { hold, cost } of this.unposted.splice(0))
      this.world.ledger.post(this.boot, hold.charges, cost);
  }

  /** Dies, and is replayed by its next boot: what was running is charged its hold. */
  crash(): void {
    for (const hold of this.holds.splice(0)) this.unposted.push({ hold, cost: hold.amount });
    this.post();
    this.world.ledger.bury(this.boot);
    this.start();
  }
}

type Step =
  | { kind: 'hold'; node: number; amount: number }
  | { kind: 'settle'; node: number; share: number }
  | { kind: 'extend'; node: number; by: number }
  | { kind: 'release' | 'post' | 'crash' | 'sweep'; node: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'limit'; id: string; limit: number }
  | { kind: 'trouble'; trouble: 'none' | 'away' | 'answer lost' };

const node = fc.integer({ min: 0, max: 1 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('hold'),
      node,
      amount: fc.integer({ min: 0, max: 300 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('settle'),
      node,
      share: fc.integer({ min: 0, max: 300 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('extend'),
      node,
      by: fc.integer({ min: 1, max: 200 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('release', 'post', 'crash', 'sweep'), node }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('advance'), ms: fc.constantFrom(300, 40_000, HOUR) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('limit'),
      id: fc.constantFrom('key', 'team'),
      limit: fc.integer({ min: 0, max: 2_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('trouble'),
      trouble: fc.constantFrom('none', 'none', 'away', 'answer lost'),
    }),
  },
) as fc.Arbitrary<Step>;

/** Whoever is alone on the ledger knows all that was spent: what he holds is really left. */
function expectRoom({ nodes }: World, at: Node, hold: Hold): void {
  if (nodes.length > 1 || hold.amount === 0n) return;
  for (const charge of hold.charges) expect(at.remaining(charge)).toBeGreaterThanOrEqual(0n);
}

/** Takes one step and returns what was spent above holds in it. */
async function take(world: World, step: Step): Promise<bigint> {
  if (step.kind === 'advance') world.ledger.now += step.ms;
  if (step.kind === 'limit') world.setLimit(step.id, BigInt(step.limit));
  if (step.kind === 'trouble') world.ledger.trouble = step.trouble;
  if (!('node' in step)) return 0n;
  const at = world.nodes[step.node % world.nodes.length]!;
  if (step.kind === 'hold') {
    const amounts = { normal: BigInt(step.amount), strict: null };
    const held = await Promise.resolve()
      .then(() => at.book.hold(at.book.applying(SUBJECT), amounts))
      .catch(() => null);
    if (held !== null) {
      at.holds.push(held);
      expectRoom(world, at, held);
    }
  }
  if (step.kind === 'post') at.post();
  if (step.kind === 'crash') at.crash();
  if (step.kind === 'sweep') at.book.sweep();
  if (step.kind === 'extend') {
    const hold = at.holds[0];
    const grown =
      hold &&
      (await Promise.resolve(hold.extendTo(hold.amount + BigInt(step.by))).catch(() => false));
    if (grown) expectRoom(world, at, hold);
  }
  if (step.kind === 'release') at.holds.shift()?.release();
  if (step.kind === 'settle') {
    const hold = at.holds.shift();
    if (hold === undefined) return 0n;
    const cost = (hold.amount * BigInt(step.share)) / 100n;
    hold.settle(cost);
    at.unposted.push({ hold, cost });
    return cost > hold.amount ? cost - hold.amount : 0n;
  }
  return 0n;
}

test.each([
  ['two nodes, spent and leased stay within the limit and every cost is posted once', 2],
  ['one node, a hold fits what is left after every excess', 1],
])(
  'whatever happens on %s',
  async (_, nodes) => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60 }), async (script) => {
        const world = new World(nodes);
        const highest = new Map(world.limits);
        let overshoot = 0n;
        for (const step of script) {
          overshoot += await take(world, step);
          for (const [id, limit] of world.limits)
            if (limit > highest.get(id)!) highest.set(id, limit);
          await new Promise((resolve) => setImmediate(resolve)); // background draws
          world.check(highest, overshoot);
        }
        world.ledger.trouble = 'none';
        for (const each of world.nodes) {
          for (const hold of each.holds.splice(0)) hold.release();
          each.post();
          each.book.sweep();
          await each.book.close();
        }
        world.check(highest, overshoot);
        for (const window of world.ledger.windows.values()) expect(window.leased).toBe(0n);
      }),
      { numRuns: 150 },
    );
  },
  30_000,
);

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
