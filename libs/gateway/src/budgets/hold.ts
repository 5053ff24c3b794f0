import type { BudgetCharge } from '@weighbridge/contracts/records/settle-record';
import type { NanoUsd } from '@weighbridge/kernel/money';

/**
 * Money reserved for one attempt over every budget that applies to it. It ends exactly once: by
 * `settle` or by `release`; a second end is an error of the caller and throws.
 */
export interface Hold {
  /** The largest amount held of any budget; without budgets the amount asked for. */
  readonly amount: NanoUsd;
  /** What is held of each budget window, for the intent, extend and settle records. */
  readonly charges: readonly BudgetCharge[];
  /**
   * Grows the hold of a stream so that every budget holds at least `total`.
   * @returns false when a budget has no headroom: the hold is unchanged and the stream is to be cut
   */
  extendTo(total: NanoUsd): boolean | Promise<boolean>;
  /** Ends the hold at the actual cost (the hold itself when the outcome is unknown). */
  settle(cost: NanoUsd): void;
  /** Ends the hold at zero: nothing was dispatched, or the provider certainly billed nothing. */
  release(): void;
}

/** What a budget of each mode must hold of one attempt. */
export interface HoldAmounts {
  /** Input + expected output; null when the target's price is unknown. */
  normal: NanoUsd | null;
  /** The worst case; null when the price or the greatest possible output is unknown. */
  strict: NanoUsd | null;
}

/** Who pays and for what: decides which budgets apply. */
export interface BudgetSubject {
  workspaceId: string;
  teamId: string | null;
  keyId: string;
  user: string | null;
  provider: string;
  /** The upstream's name of the model, without the provider. */
  model: string;
  tags: readonly string[];
}
