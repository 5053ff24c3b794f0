import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { NanoUsd } from '@weighbridge/kernel/money';
import type { DrawnWindow, WindowState } from './lease-source.js';
import { reserveTarget } from './plan-grants.js';
import { UnpostedExcess } from './unposted-excess.js';

/** Share of the limit an idle node keeps leased, so that a known key survives an outage: 1 %. */
const KEPT_DIVISOR = 100n;

/** One window of one budget, as this node sees it. */
export class LocalWindow {
  readonly epoch: number;
  /** Milliseconds since the epoch; null: never. */
  resetsAt: number | null = null;
  /** Leased and not promised to any hold. */
  free: NanoUsd = 0n;
  /** Promised to running holds. */
  held: NanoUsd = 0n;
  /** Spent over all nodes: as the ledger last said, plus what this node settled since. */
  spent: NanoUsd = 0n;
  /** Leased by all other nodes, as the ledger last said. */
  leasedElsewhere: NanoUsd = 0n;
  /** Taken out of `free`, to be handed back with the next draw. */
  givingBack: NanoUsd = 0n;
  /** Number of the latest change of this node's lease that was sent; never used twice in a boot. */
  change = 0;
  /** A change was sent and its answer has not come; it is sent again unaltered until it does. */
  changing = false;
  /** Requests waiting for a draw on this window: later ones queue behind them. */
  waiting = 0;
  /** Below this much free lease, more is drawn in the background. */
  lowWater: NanoUsd = 0n;
  holdSize: NanoUsd = 0n;
  /** Monotonic milliseconds. */
  lastUsedAt = 0;
  row: BudgetRow;
  readonly #excess = new UnpostedExcess();

  constructor(row: BudgetRow, epoch: number) {
    this.row = row;
    this.epoch = epoch;
  }

  /** Nothing is leased, promised, under way or waited for. */
  get settled(): boolean {
    return (
      this.free === 0n &&
      this.held === 0n &&
      this.givingBack === 0n &&
      !this.changing &&
      this.waiting === 0
    );
  }

  /** `limit − spent − reserved`: what further holds may take, here or on other nodes. */
  get remaining(): NanoUsd {
    return this.row.limit - this.spent - this.reserved;
  }

  get reserved(): NanoUsd {
    return this.leasedElsewhere + this.held;
  }

  /** Lease is there for the amount, and what was spent beyond its holds has not used it up. */
  covers(amount: NanoUsd): boolean {
    return amount === 0n || (this.free >= amount && this.remaining >= amount);
  }

  /** Promises free lease to a hold; the caller has checked that it suffices. */
  take(amount: NanoUsd, at: number): void {
    this.free -= amount;
    this.held += amount;
    this.lastUsedAt = at;
    if (amount > this.holdSize) this.holdSize = amount;
  }

  /**
   * Ends a hold: what was not spent is free again; what was spent above it is taken from the free
   * lease, and beyond that was never leased.
   * @returns the lease the cost had at its disposal: the hold, and what was taken on top
   */
  settle(held: NanoUsd, cost: NanoUsd): NanoUsd {
    this.held -= held;
    this.spent += cost;
    if (cost <= held) {
      this.free += held - cost;
      this.#excess.settle(cost, 0n);
      return held;
    }
    const above = cost - held;
    const taken = above < this.free ? above : this.free;
    this.free -= taken;
    this.#excess.settle(held + taken, above - taken);
    return held + taken;
  }

  /** Puts free lease aside for the next draw, unless an earlier change is still under way. */
  giveBack(amount: NanoUsd): void {
    if (this.changing || amount <= 0n) return;
    this.free -= amount;
    this.givingBack += amount;
  }

  /** How much of the free lease others could need more than this node does. */
  surplus(idle: boolean): NanoUsd {
    if (this.free <= 0n) return 0n;
    if (reserveTarget(this.remaining, this.holdSize) === 0n) return this.free;
    const kept = this.row.limit / KEPT_DIVISOR;
    return idle && this.free > kept ? this.free - kept : 0n;
  }

  /** This window's part of a draw that is about to be sent; `change` numbers it if it is a new one. */
  toDraw(change: number): DrawnWindow {
    if (!this.changing) this.change = change;
    this.changing = true;
    return {
      workspaceId: this.row.workspaceId,
      budgetId: this.row.id,
      epoch: this.epoch,
      // The ledger does not know this excess yet, and would grant it a second time.
      limit: this.row.limit - this.#excess.total,
      free: this.free,
      giveBack: this.givingBack,
      topUp: this.givingBack === 0n,
      holdSize: this.holdSize,
      change: this.change,
    };
  }

  /**
   * Takes the ledger's answer in. What the ledger still counts as this node's lease beyond its free
   * and held money was settled here and has not been posted yet: it is spent, and so is what was
   * spent with it beyond the leases.
   */
  applyDraw(state: WindowState): void {
    this.changing = false;
    this.givingBack = 0n;
    this.free += state.granted;
    const difference = state.ownLease - this.free - this.held;
    const unposted = difference > 0n ? difference : 0n;
    this.#excess.forgetPosted(unposted);
    this.spent = state.spent + unposted + this.#excess.total;
    this.leasedElsewhere = state.leased - state.ownLease;
    this.lowWater = reserveTarget(this.row.limit - state.spent - state.leased, this.holdSize) / 2n;
  }
}
