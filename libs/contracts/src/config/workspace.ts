import { z } from 'zod';
import { BudgetTerms, ScopedBudget } from './budget.js';
import { Limits } from './limits.js';
import { ModelName, ModelPattern, ResourceId, UsdAmount } from './scalars.js';

export const Evals = z.strictObject({
  sample_rate: z.number().min(0).max(1).describe('Share of the traffic that is judged.').optional(),
  judge: ModelName.describe('The model that judges.').optional(),
  candidates: z.array(ModelName).describe('Models compared with the one that served.').optional(),
  daily_limit: UsdAmount.describe('USD a day for replays and judging together.').optional(),
  max_quality_loss: z
    .number()
    .min(0)
    .max(1)
    .describe('Largest loss that still counts as not worse, as a fraction.')
    .optional(),
});
export type Evals = z.infer<typeof Evals>;

export const Team = z.strictObject({
  id: ResourceId.describe('The id keys refer to.'),
  name: z.string().min(1).max(200).describe('The name people read.').optional(),
  budget: BudgetTerms.describe('What the keys of this team may spend together.').optional(),
});
export type Team = z.infer<typeof Team>;

/** At least 16 characters, so that a key pair can be carried over from another product. */
export const KeyText = z.string().min(16).max(512);

export const Key = z.strictObject({
  name: z.string().min(1).max(200).describe('Unique in the workspace; shown in the request log.'),
  key: KeyText.describe('At least 16 characters; omitted: generated and shown once.').optional(),
  team: ResourceId.describe('The team whose budget also applies.').optional(),
  budget: BudgetTerms.describe('What this key may spend.').optional(),
  limits: Limits.describe('How fast this key may be used.').optional(),
  allowed_models: z
    .array(ModelPattern)
    .describe('Routes and models this key may ask for; * stands for any text.')
    .optional(),
  expires_at: z.iso
    .datetime({ offset: true })
    .describe('When the key stops working: 2027-01-01T00:00:00Z.')
    .optional(),
});
export type Key = z.infer<typeof Key>;

export const Workspace = z.strictObject({
  id: ResourceId.describe('The id of the workspace.'),
  name: z.string().min(1).max(200).describe('The name people read.').optional(),
  region: z
    .string()
    .min(1)
    .max(64)
    .describe('Only providers with this residency label may serve; omitted: any.')
    .optional(),
  zdr: z
    .boolean()
    .describe('Zero retention: no prompt or completion byte is ever stored.')
    .optional(),
  budget: BudgetTerms.describe('What the whole workspace may spend.').optional(),
  allowed_models: z
    .array(ModelPattern)
    .describe('Routes and models its callers may ask for; * stands for any text.')
    .optional(),
  evals: Evals.describe('Automatic evaluation of the live traffic.').optional(),
  budgets: z
    .array(ScopedBudget)
    .describe('Budgets over end users, models, providers and tags.')
    .optional(),
  teams: z.array(Team).describe('Groups of keys with a common budget.').optional(),
  keys: z.array(Key).describe('Keys of callers.').optional(),
});
export type Workspace = z.infer<typeof Workspace>;
