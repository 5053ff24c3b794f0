import type { BudgetCharge } from './settle-record.js';

/**
 * Journalled before an attempt is dispatched: enough to charge it and to show its request in the log
 * when the process dies before the attempt is settled.
 */
export interface IntentRecord {
  requestId: string;
  /** 1 for the first call of a request, counted over all targets. */
  attempt: number;
  /** Milliseconds since the epoch, of the request. */
  createdAt: number;
  workspaceId: string;
  keyId: string;
  keyName: string;
  teamId: string | null;
  user: string | null;
  sessionId: string | null;
  tags: readonly string[];
  route: string | null;
  strategy: string | null;
  category: string | null;
  provider: string;
  model: string;
  stream: boolean;
  /** What the attempt is charged if it is never settled, integer nano-USD. */
  hold: bigint;
  budgets: readonly BudgetCharge[];
  /** Which price list the hold was computed from; null: the target's price is unknown. */
  priceVersion: string | null;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
}

/** Journalled when a streaming attempt's hold grew: replaces the amounts of its intent. */
export interface ExtendRecord {
  requestId: string;
  attempt: number;
  hold: bigint;
  budgets: readonly BudgetCharge[];
}
