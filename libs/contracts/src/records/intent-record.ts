import type { RequestFacts } from './request-facts.js';
import type { BudgetCharge } from './settle-record.js';

/**
 * Journalled before an attempt is dispatched: enough to charge it and to show its request in the log
 * when the process dies before the attempt is settled.
 */
export interface IntentRecord extends RequestFacts {
  requestId: string;
  /** 1 for the first call of a request, counted over all targets. */
  attempt: number;
  /** Milliseconds since the epoch, of the request. */
  createdAt: number;
  provider: string;
  model: string;
  /** What the attempt is charged if it is never settled, integer nano-USD. */
  hold: bigint;
  budgets: readonly BudgetCharge[];
  /** Which price list the hold was computed from; null: the target's price is unknown. */
  priceVersion: string | null;
}

/** Journalled when a streaming attempt's hold grew: replaces the amounts of its intent. */
export interface ExtendRecord {
  requestId: string;
  attempt: number;
  hold: bigint;
  budgets: readonly BudgetCharge[];
}
