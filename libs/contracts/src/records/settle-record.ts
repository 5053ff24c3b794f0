/** What one attempt holds of one budget window. */
export interface BudgetCharge {
  budgetId: string;
  /** Start of the window that reserved the money: milliseconds since the epoch; 0 for `total`. */
  epoch: number;
  /** Integer nano-USD; once settled, with the free lease that a cost above the hold used up. */
  held: bigint;
}

/**
 * `billed`: the cost is known. `not_billed`: the provider never took the call. `unknown`: it may have
 * been billed and nobody can say how much, so the hold is charged and flagged.
 */
export type AttemptOutcome = 'billed' | 'not_billed' | 'unknown';

/** How one attempt ended, for the ledger: exactly one per intent. */
export interface SettleRecord {
  requestId: string;
  attempt: number;
  workspaceId: string;
  keyId: string;
  provider: string;
  model: string;
  outcome: AttemptOutcome;
  /** Integer nano-USD: the actual cost, the hold when unknown, zero when not billed. */
  cost: bigint;
  hold: bigint;
  /** What the provider billed above the hold: `max(0, cost − hold)`. */
  overshoot: bigint;
  budgets: readonly BudgetCharge[];
  priceVersion: string | null;
  /** Milliseconds since the epoch. */
  settledAt: number;
}
