import { z } from 'zod';
import { BudgetMode, BudgetPeriod, BudgetScope, BudgetTerms } from '../config/budget.js';
import { ResourceId, UsdAmount } from '../config/scalars.js';
import { Owned } from './envelope.js';

export const BudgetCreate = z.strictObject({
  workspace: ResourceId.optional(),
  scope: BudgetScope,
  scope_id: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('What the scope names; may be left out for the workspace itself.'),
  ...BudgetTerms.shape,
});
export type BudgetCreate = z.infer<typeof BudgetCreate>;

export const BudgetPatch = z.strictObject({
  limit: UsdAmount.optional(),
  period: BudgetPeriod.optional(),
  mode: BudgetMode.optional(),
});
export type BudgetPatch = z.infer<typeof BudgetPatch>;

/** Amounts are of the current window; `remaining` = limit − spent − reserved. */
export const BudgetView = z.object({
  id: z.string(),
  workspace: z.string(),
  scope: BudgetScope,
  scope_id: z.string(),
  limit: z.string(),
  period: BudgetPeriod,
  mode: BudgetMode,
  spent: z.string(),
  reserved: z.string(),
  remaining: z.string(),
  resets_at: z.iso.datetime().nullable(),
  ...Owned.shape,
});
export type BudgetView = z.infer<typeof BudgetView>;
