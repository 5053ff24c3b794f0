import { z } from 'zod';
import { ResourceId } from '../config/scalars.js';

/** Query of `GET /api/v1/routing/decisions`. */
export const DecisionsQuery = z.strictObject({
  workspace: ResourceId.optional(),
  route: ResourceId.describe('An auto route; omitted: all of them.').optional(),
});
export type DecisionsQuery = z.infer<typeof DecisionsQuery>;

/** Which table; in the body or as query. A route may be left out where there is only one. */
export const DecisionChange = z.strictObject({
  workspace: ResourceId.optional(),
  route: ResourceId.optional(),
});
export type DecisionChange = z.infer<typeof DecisionChange>;

/** Body of freeze and unfreeze: none is needed where the query says which table. */
export const DecisionSwitch = DecisionChange.optional();
export type DecisionSwitch = z.infer<typeof DecisionSwitch>;

export const DecisionRollback = DecisionChange.extend({
  version: z.int().min(0).describe('The version whose choices return; 0: the default everywhere.'),
});
export type DecisionRollback = z.infer<typeof DecisionRollback>;

/** Why one category is served as it is. Differences are candidate minus default, in [-1, 1]. */
export const CategoryDecision = z.object({
  category: z.string(),
  model: z.string().describe('As the route names it.'),
  moved: z.boolean().describe('Another model than the default.'),
  runner_up: z.string().nullable(),
  diff: z
    .object({ mean: z.number(), low: z.number(), high: z.number() })
    .nullable()
    .describe('Quality against the default; null: no evidence.'),
  n: z.number().describe('Weighted number of judged pairs.'),
  saving: z.number().nullable().describe('Expected saving as a fraction of the default’s price.'),
  since: z.iso.datetime().nullable(),
  reason: z.string(),
});
export type CategoryDecision = z.infer<typeof CategoryDecision>;

export const DECISION_ACTIONS = ['decided', 'frozen', 'unfrozen', 'rolled_back'] as const;
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

export const DecisionHistoryEntry = z.object({
  version: z.int(),
  at: z.iso.datetime(),
  action: z.enum(DECISION_ACTIONS),
  actor: z.string(),
  reason: z.string(),
  changes: z.array(
    z.object({ category: z.string(), from: z.string(), to: z.string(), reason: z.string() }),
  ),
  choices: z.record(z.string(), z.string()).describe('The whole table as of this version.'),
});
export type DecisionHistoryEntry = z.infer<typeof DecisionHistoryEntry>;

/** The decision table of one auto route in one workspace, with its history, newest first. */
export const DecisionView = z.object({
  workspace: z.string(),
  route: z.string(),
  version: z.int().describe('0: nothing was decided yet.'),
  default: z.string().describe('What serves every category without a choice.'),
  choices: z.record(z.string(), z.string()).describe('Category → model.'),
  frozen: z.boolean(),
  pairs: z.int().describe('Judged pairs of the workspace.'),
  max_quality_loss: z.number(),
  expected_loss: z.number().nullable().describe('Upper 95 % bound on the aggregate loss.'),
  expected_saving: z.number().nullable().describe('As a fraction of the default’s price.'),
  reason: z.string().describe('The table in a sentence.'),
  categories: z.array(CategoryDecision),
  updated_at: z.iso.datetime().nullable(),
  history: z.array(DecisionHistoryEntry),
});
export type DecisionView = z.infer<typeof DecisionView>;
