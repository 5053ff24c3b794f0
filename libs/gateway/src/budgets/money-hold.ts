import type { BudgetCharge } from '@weighbridge/contracts/records/settle-record';
import type { NanoUsd } from '@weighbridge/kernel/money';
import type { Hold } from './hold.js';
import type { LocalWindow } from './local-window.js';

/** What a hold has of one window. */
export class WindowShare implements BudgetCharge {
  readonly budgetId: string;
  readonly epoch: number;
  readonly window: LocalWindow;
  held: NanoUsd;

  constructor(window: LocalWindow, held: NanoUsd) {
    this.budgetId = window.row.id;
    this.epoch = window.epoch;
    this.window = window;
    this.held = held;
  }
}

/** What a hold asks of the book that made it. */
export interface HoldKeeper {
  extend(hold: MoneyHold, total: NanoUsd): boolean | Promise<boolean>;
}

/** A hold over the windows of a book. */
export class MoneyHold implements Hold {
  amount: NanoUsd;
  readonly charges: readonly WindowShare[];
  readonly #keeper: HoldKeeper;
  #open = true;

  constructor(keeper: HoldKeeper, amount: NanoUsd, charges: readonly WindowShare[]) {
    this.#keeper = keeper;
    this.amount = amount;
    this.charges = charges;
  }

  /** False once it was settled or released. */
  get open(): boolean {
    return this.#open;
  }

  extendTo(total: NanoUsd): boolean | Promise<boolean> {
    if (total <= this.amount && this.charges.every((charge) => charge.held >= total)) return true;
    return this.#keeper.extend(this, total);
  }

  settle(cost: NanoUsd): void {
    if (!this.#open) throw new Error('a hold was ended twice');
    this.#open = false;
    for (const charge of this.charges) charge.held = charge.window.settle(charge.held, cost);
  }

  release(): void {
    this.settle(0n);
  }
}
