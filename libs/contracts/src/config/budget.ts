import { z } from 'zod';
import { UsdAmount } from './scalars.js';

export const BUDGET_PERIODS = ['hour', 'day', 'week', 'month', 'total'] as const;
export const BudgetPeriod = z.enum(BUDGET_PERIODS);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** `normal` holds the expected cost of an answer, `strict` its worst case. */
export const BudgetMode = z.enum(['normal', 'strict']);
export type BudgetMode = z.infer<typeof BudgetMode>;

export const BudgetTerms = z.strictObject({
  limit: UsdAmount.describe('USD that may be spent in one period, in quotes: "100.00".'),
  period: BudgetPeriod.describe(
    'Calendar window in UTC; weeks start on Monday; total never resets.',
  ),
  mode: BudgetMode.default('normal').describe(
    'What a request reserves before it runs: normal = the expected cost, strict = the worst case.',
  ),
});
export type BudgetTerms = z.infer<typeof BudgetTerms>;

export const BUDGET_SCOPES = [
  'workspace',
  'team',
  'key',
  'user',
  'model',
  'provider',
  'tag',
] as const;
export const BudgetScope = z.enum(BUDGET_SCOPES);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** A budget of a workspace over anything but the workspace, a team or a key, which carry their own. */
export const ScopedBudget = z.strictObject({
  scope: z.enum(['user', 'model', 'provider', 'tag']).describe('What the budget is over.'),
  id: z
    .string()
    .min(1)
    .max(256)
    .describe('Which one: an end user, provider/model, a provider id or a tag.'),
  ...BudgetTerms.shape,
});
export type ScopedBudget = z.infer<typeof ScopedBudget>;
