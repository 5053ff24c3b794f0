import { z } from 'zod';
import { BudgetTerms, ScopedBudget } from './budget.js';
import { Limits } from './limits.js';
import { ModelName, ModelPattern, ResourceId, UsdAmount } from './scalars.js';

export const Evals = z.strictObject({
  sample_rate: z.number().min(0).max(1).optional(),
  judge: ModelName.optional(),
  candidates: z.array(ModelName).optional(),
  daily_limit: UsdAmount.optional(),
  max_quality_loss: z.number().min(0).max(1).optional(),
});
export type Evals = z.infer<typeof Evals>;

export const Team = z.strictObject({
  id: ResourceId,
  name: z.string().min(1).max(200).optional(),
  budget: BudgetTerms.optional(),
});
export type Team = z.infer<typeof Team>;

/** At least 16 characters, so that a key pair can be carried over from another product. */
export const KeyText = z.string().min(16).max(512);

export const Key = z.strictObject({
  name: z.string().min(1).max(200),
  key: KeyText.optional(),
  team: ResourceId.optional(),
  budget: BudgetTerms.optional(),
  limits: Limits.optional(),
  allowed_models: z.array(ModelPattern).optional(),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type Key = z.infer<typeof Key>;

export const Workspace = z.strictObject({
  id: ResourceId,
  name: z.string().min(1).max(200).optional(),
  region: z.string().min(1).max(64).optional(),
  zdr: z.boolean().optional(),
  budget: BudgetTerms.optional(),
  allowed_models: z.array(ModelPattern).optional(),
  evals: Evals.optional(),
  budgets: z.array(ScopedBudget).optional(),
  teams: z.array(Team).optional(),
  keys: z.array(Key).optional(),
});
export type Workspace = z.infer<typeof Workspace>;
