import { z } from 'zod';
import { BudgetTerms } from '../config/budget.js';
import { ResourceId } from '../config/scalars.js';
import { Team } from '../config/workspace.js';
import { Owned } from './envelope.js';
import { patchOf } from './patch-of.js';

export const TeamCreate = z.strictObject({ ...Team.shape, workspace: ResourceId.optional() });
export type TeamCreate = z.infer<typeof TeamCreate>;

export const TeamPatch = patchOf(Team.omit({ id: true }));
export type TeamPatch = z.infer<typeof TeamPatch>;

export const TeamView = z.object({
  id: z.string(),
  workspace: z.string(),
  name: z.string(),
  budget: BudgetTerms.nullable(),
  ...Owned.shape,
});
export type TeamView = z.infer<typeof TeamView>;
