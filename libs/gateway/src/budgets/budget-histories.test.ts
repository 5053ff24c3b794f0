import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOUR, type Node, SUBJECT, World } from './budget-world.fixture.js';
import type { Hold } from './hold.js';

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
