import type { BudgetCharge } from '@weighbridge/contracts/records/settle-record';
import type { DrawnLeases, LeaseDraw, LeaseSource } from './lease-source.js';
import { planGrants } from './plan-grants.js';

interface LedgerWindow {
  spent: bigint;
  leased: bigint;
  limit: bigint;
}

interface Lease {
  amount: bigint;
  change: number;
  granted: bigint;
}

/** The ledger's rules without a database: what the one in Postgres must do, step by step. */
export class MemoryLedger {
  readonly windows = new Map<string, LedgerWindow>();
  readonly leases = new Map<string, Map<string, Lease>>();
  /** Costs posted per window, one by one. */
  readonly posted = new Map<string, bigint[]>();
  /** What the next draws meet: no ledger at all, or one whose answer is lost. */
  trouble: 'none' | 'away' | 'answer lost' = 'none';
  now = 0;

  sourceFor(boot: string): LeaseSource {
    this.leases.set(boot, new Map());
    return { draw: async (draw) => this.#draw(boot, draw) };
  }

  post(boot: string, charges: readonly BudgetCharge[], cost: bigint): void {
    for (const { budgetId, epoch, held } of charges) {
      const name = `${budgetId}@${epoch}`;
      const window = this.#windowOf(name);
      // A hold of nothing may have been taken without a lease.
      const lease = this.leases.get(boot)!.get(name);
      const consumed = smaller(lease?.amount ?? 0n, smaller(cost, held));
      if (lease) lease.amount -= consumed;
      window.leased -= consumed;
      window.spent += cost;
      this.posted.set(name, [...(this.posted.get(name) ?? []), cost]);
    }
  }

  /** Frees the leases of a boot whose journal has been replayed. */
  bury(boot: string): void {
    for (const [name, lease] of this.leases.get(boot)!)
      this.windows.get(name)!.leased -= lease.amount;
    this.leases.delete(boot);
  }

  #windowOf(name: string): LedgerWindow {
    const window = this.windows.get(name) ?? { spent: 0n, leased: 0n, limit: 0n };
    this.windows.set(name, window);
    return window;
  }

  #draw(boot: string, draw: LeaseDraw): DrawnLeases {
    if (this.trouble === 'away') throw new Error('the ledger is away');
    const leases = this.leases.get(boot)!;
    const parts = draw.windows.map((asked) => {
      const name = `${asked.budgetId}@${asked.epoch}`;
      const window = this.#windowOf(name);
      const lease = leases.get(name) ?? { amount: 0n, change: 0, granted: 0n };
      window.limit = asked.limit;
      leases.set(name, lease);
      const replayed = lease.change === asked.change ? lease.granted : null;
      return { asked, window, lease, replayed };
    });
    const grants = planGrants(
      {
        waiting: draw.waiting,
        windows: parts.map(({ asked, replayed }) =>
          replayed === null ? asked : { ...asked, free: asked.free + replayed, topUp: false },
        ),
      },
      parts.map(({ asked, window, replayed }) =>
        replayed === null ? asked.limit - window.spent - window.leased + asked.giveBack : 0n,
      ),
    );
    const windows = parts.map(({ asked, window, lease, replayed }, index) => {
      const granted = replayed ?? grants[index]!;
      if (replayed === null) {
        lease.amount += granted - asked.giveBack;
        window.leased += granted - asked.giveBack;
        lease.change = asked.change;
        lease.granted = granted;
      }
      return { granted, spent: window.spent, leased: window.leased, ownLease: lease.amount };
    });
    if (this.trouble === 'answer lost') throw new Error('the answer was lost');
    return { windows, now: this.now };
  }
}

const smaller = (first: bigint, second: bigint): bigint => (first < second ? first : second);
