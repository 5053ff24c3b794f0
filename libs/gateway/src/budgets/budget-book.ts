import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { Clock } from '@weighbridge/kernel/clock';
import type { NanoUsd } from '@weighbridge/kernel/money';
import { Budget } from './budget.js';
import { BudgetIndex } from './budget-index.js';
import type { BudgetSubject, Hold, HoldAmounts } from './hold.js';
import { LeaseDesk } from './lease-desk.js';
import type { LeaseSource } from './lease-source.js';
import type { LocalWindow } from './local-window.js';
import { type HoldKeeper, MoneyHold, WindowShare } from './money-hold.js';
import { unpriceable } from './refuse-hold.js';

/** A lease that nobody used for this long is handed back but for a rest. */
const IDLE_MS = 30_000;
/** Near the edge a lease is handed back sooner: this long after its last use. */
const IDLE_NEAR_THE_EDGE_MS = 250;

/** A budget as its caller may see it (`GET /v1/key`). */
export interface BudgetView {
  row: BudgetRow;
  spent: NanoUsd;
  reserved: NanoUsd;
  remaining: NanoUsd;
  /** Milliseconds since the epoch; null: never. */
  resetsAt: number | null;
}

/**
 * The budgets of this node: reserves money in memory against leases drawn from the ledger. While the
 * leases in hand suffice, a hold is synchronous and touches no store.
 */
export class BudgetBook implements HoldKeeper {
  readonly #clock: Clock;
  readonly #desk: LeaseDesk;
  readonly #budgets = new Map<string, Budget>();
  /** Budgets the snapshot dropped that still have money out. */
  readonly #dropped = new Set<Budget>();
  #index = new BudgetIndex([]);
  /** Ledger time minus monotonic time; the wall clock serves until the first draw. */
  #clockOffset: number;

  constructor(source: LeaseSource, clock: Clock) {
    this.#clock = clock;
    this.#clockOffset = clock.now() - clock.monotonic();
    this.#desk = new LeaseDesk(
      source,
      () => clock.monotonic(),
      (ledgerNow) => {
        this.#clockOffset = ledgerNow - clock.monotonic();
      },
    );
  }

  /** Takes over the budgets of a new snapshot. Running holds are not touched. */
  updateBudgets(rows: readonly BudgetRow[]): void {
    const listed = new Set(rows.map(({ id }) => id));
    for (const [id, budget] of this.#budgets) {
      if (listed.has(id)) continue;
      budget.listed = false;
      this.#budgets.delete(id);
      this.#dropped.add(budget);
    }
    for (const row of rows) {
      const budget = this.#budgets.get(row.id);
      if (budget === undefined) this.#budgets.set(row.id, new Budget(row));
      else budget.update(row);
    }
    this.#index = new BudgetIndex(this.#budgets.values());
  }

  /** The budgets a request of this subject must fit into. */
  applying(subject: BudgetSubject): readonly Budget[] {
    return this.#index.applying(subject);
  }

  /**
   * Reserves money for one attempt in every given budget, all or nothing.
   * @returns the hold itself where the leases in hand suffice, else a promise
   * @throws ApiError (also as a rejection) `budget_exceeded`, `store_unavailable` when the ledger is
   *   needed and cannot be reached, `invalid_request` when the cost cannot be bounded
   */
  hold(budgets: readonly Budget[], amounts: HoldAmounts): Hold | Promise<Hold> {
    if (budgets.length === 0) return new MoneyHold(this, amounts.normal ?? 0n, []);
    const now = this.#ledgerNow();
    const shares: WindowShare[] = [];
    let largest = 0n;
    let isCovered = true;
    for (const budget of budgets) {
      const amount = amountFor(budget, amounts);
      const window = budget.windowAt(now);
      shares.push(new WindowShare(window, amount));
      if (amount > largest) largest = amount;
      if (window.waiting > 0 || !window.covers(amount)) isCovered = false;
    }
    if (!isCovered) return this.#holdAfterDraw(budgets, shares, largest);
    const at = this.#clock.monotonic();
    for (const share of shares) this.#take(share.window, share.held, at);
    return new MoneyHold(this, largest, shares);
  }

  /** The smallest `limit − spent − reserved` of the given budgets; null without budgets. */
  remaining(budgets: readonly Budget[]): NanoUsd | null {
    return this.tightest(budgets)?.remaining ?? null;
  }

  /** The window of the given budgets with the smallest remainder; null without budgets. */
  tightest(budgets: readonly Budget[]): LocalWindow | null {
    const now = this.#ledgerNow();
    let tightest: LocalWindow | null = null;
    for (const budget of budgets) {
      const window = budget.windowAt(now);
      if (tightest === null || window.remaining < tightest.remaining) tightest = window;
    }
    return tightest;
  }

  /**
   * The given budgets as the ledger has them now.
   * @throws ApiError `store_unavailable`
   */
  async view(budgets: readonly Budget[]): Promise<BudgetView[]> {
    const windowsNow = () => budgets.map((budget) => budget.windowAt(this.#ledgerNow()));
    const windows = await this.#desk.take(
      windowsNow,
      budgets.map(() => 0n),
    );
    return windows.map(({ row, spent, reserved, remaining, resetsAt }) => ({
      row,
      spent,
      reserved,
      remaining,
      resetsAt,
    }));
  }

  /** To be called about once a second: hands leases back that others could need. */
  sweep(): void {
    const now = this.#clock.monotonic();
    for (const budget of this.#budgets.values()) this.#sweepBudget(budget, now);
    for (const budget of this.#dropped) {
      this.#sweepBudget(budget, now);
      if (budget.empty) this.#dropped.delete(budget);
    }
  }

  /** Hands every free lease back; call it when no request runs any more. */
  async close(): Promise<void> {
    await this.#desk.settled();
    for (const budget of [...this.#budgets.values(), ...this.#dropped])
      for (const window of budget.windows()) {
        window.giveBack(window.free);
        if (window.givingBack > 0n) this.#desk.refresh(window);
      }
    await this.#desk.settled();
  }

  /** Called by a hold that grows. */
  extend(hold: MoneyHold, total: NanoUsd): boolean | Promise<boolean> {
    const short = hold.charges.filter(({ held }) => held < total);
    if (short.some(({ window, held }) => window.waiting > 0 || !window.covers(total - held)))
      return this.#extendAfterDraw(hold, short, total);
    const at = this.#clock.monotonic();
    for (const share of short) this.#take(share.window, total - share.held, at);
    grow(hold, short, total);
    return true;
  }

  #ledgerNow(): number {
    return this.#clock.monotonic() + this.#clockOffset;
  }

  #take(window: LocalWindow, amount: NanoUsd, at: number): void {
    window.take(amount, at);
    if (window.free < window.lowWater) this.#desk.refresh(window);
  }

  async #holdAfterDraw(
    budgets: readonly Budget[],
    shares: readonly WindowShare[],
    largest: NanoUsd,
  ): Promise<Hold> {
    const windowsNow = () => budgets.map((budget) => budget.windowAt(this.#ledgerNow()));
    const amounts = shares.map(({ held }) => held);
    const windows = await this.#desk.take(windowsNow, amounts);
    const taken = windows.map((window, index) => new WindowShare(window, amounts[index]!));
    return new MoneyHold(this, largest, taken);
  }

  async #extendAfterDraw(
    hold: MoneyHold,
    short: readonly WindowShare[],
    total: NanoUsd,
  ): Promise<boolean> {
    const windows = short.map(({ window }) => window);
    const amounts = short.map(({ held }) => total - held);
    try {
      await this.#desk.take(() => windows, amounts);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'budget_exceeded') return false;
      throw error;
    }
    if (hold.open) grow(hold, short, total);
    else for (const [index, window] of windows.entries()) window.settle(amounts[index]!, 0n);
    return hold.open;
  }

  #sweepBudget(budget: Budget, now: number): void {
    for (const window of budget.windows()) {
      const unused = now - window.lastUsedAt;
      if (!budget.isCurrent(window)) window.giveBack(window.free);
      else if (unused >= IDLE_NEAR_THE_EDGE_MS && window.waiting === 0)
        window.giveBack(window.surplus(unused >= IDLE_MS));
      if (window.givingBack > 0n || window.changing) this.#desk.refresh(window);
    }
    budget.forgetEnded();
  }
}

function amountFor(budget: Budget, amounts: HoldAmounts): NanoUsd {
  const amount = budget.row.mode === 'strict' ? amounts.strict : amounts.normal;
  if (amount === null) throw unpriceable(amounts.normal === null ? 'price' : 'bound');
  return amount;
}

function grow(hold: MoneyHold, short: readonly WindowShare[], total: NanoUsd): void {
  for (const share of short) share.held = total;
  if (total > hold.amount) hold.amount = total;
}
