import { z } from 'zod';
import { BudgetTerms } from '../config/budget.js';
import { ResourceId } from '../config/scalars.js';
import { Workspace } from '../config/workspace.js';
import { Owned } from './envelope.js';
import { patchOf } from './patch-of.js';

const Fields = Workspace.omit({ budgets: true, teams: true, keys: true });

export const WorkspaceCreate = z.strictObject({
  ...Fields.shape,
  organization: ResourceId.optional().describe('Needed where the caller knows several.'),
});
export type WorkspaceCreate = z.infer<typeof WorkspaceCreate>;

export const WorkspacePatch = patchOf(Fields.omit({ id: true }));
export type WorkspacePatch = z.infer<typeof WorkspacePatch>;

export const WorkspaceView = z.object({
  id: z.string(),
  organization: z.string(),
  name: z.string(),
  region: z.string().nullable(),
  zdr: z.boolean(),
  budget: BudgetTerms.nullable(),
  allowed_models: z.array(z.string()).nullable(),
  evals: z.record(z.string(), z.unknown()).nullable(),
  ...Owned.shape,
});
export type WorkspaceView = z.infer<typeof WorkspaceView>;
