import type { NanoUsd } from '@weighbridge/kernel/money';

/** `granted`: go ahead; `wait`: others may yet spend what is left; `exhausted`: not today. */
export type Grant = 'granted' | 'wait' | 'exhausted';

/** What one task may spend of one limit per UTC day. */
export interface Allowance {
  budgetId: string;
  taskId: string;
  /** Null: no limit. */
  dailyLimit: NanoUsd | null;
}

/**
 * What evaluations spent, kept where all workers see it. A task reserves before its first call, some
 * multiple of the dearest task of the day, so that tasks that run at once cannot pass the limit together;
 * near the limit they run one by one, and the last one may pass it by one call.
 */
export interface SpendingStore {
  reserve(allowance: Allowance, now: number): Promise<Grant>;
  /** Books the cost of a call once, however often it is repeated. @returns whether anything is left */
  post(allowance: Allowance, call: string, cost: NanoUsd, now: number): Promise<boolean>;
  /** Gives back what was reserved. */
  release(allowance: Allowance): Promise<void>;
}

/** The limit of automatic evaluations: replays and judging together. */
export const comparisonBudget = (workspaceId: string): string => `comparisons:${workspaceId}`;

export const evaluatorBudget = (evaluatorId: string): string => `evaluator:${evaluatorId}`;
