import { expect } from '@jest/globals';
import type { BudgetCharge } from '@weighbridge/contracts/records/settle-record';
import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { BudgetBook } from './budget-book.js';
import type { Hold } from './hold.js';
import { MemoryLedger } from './memory-ledger.fixture.js';

export const HOUR = 3_600_000;
export const SUBJECT = {
  ...{ workspaceId: 'w', teamId: 't', keyId: 'k', user: null, provider: 'p', model: 'm' },
  tags: ['x'],
};

export const row = (id: string, limit: bigint, changes: Partial<BudgetRow> = {}): BudgetRow => ({
  ...{ id, limit, workspaceId: 'w', scope: 'key', scopeId: 'k', period: 'hour', mode: 'normal' },
  ...changes,
});

/** A cluster of nodes over one ledger, a clock that is moved by hand, and a journal each. */
export class World {
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

export class Node {
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
