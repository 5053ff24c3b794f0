import { z } from 'zod';
import { BudgetTerms } from '../config/budget.js';
import { Limits } from '../config/limits.js';
import { ResourceId } from '../config/scalars.js';
import { Key } from '../config/workspace.js';
import { Owned } from './envelope.js';
import { patchOf } from './patch-of.js';

export const KeyCreate = z.strictObject({
  ...Key.shape,
  workspace: ResourceId.optional(),
  pair: z.boolean().optional().describe('Also make a public half, which may only write scores.'),
});
export type KeyCreate = z.infer<typeof KeyCreate>;

export const KeyPatch = patchOf(Key.omit({ key: true }));
export type KeyPatch = z.infer<typeof KeyPatch>;

export const KeyView = z.object({
  id: z.string(),
  workspace: z.string(),
  name: z.string(),
  kind: z.enum(['secret', 'public']),
  hint: z.string().describe('The last four characters.'),
  pair: z.string().nullable().describe('Shared by the two halves of a pair.'),
  team: z.string().nullable(),
  budget: BudgetTerms.nullable(),
  limits: Limits,
  allowed_models: z.array(z.string()).nullable(),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
  ...Owned.shape,
});
export type KeyView = z.infer<typeof KeyView>;

/** The only answer that holds the text of a key. */
export const KeyMade = z.object({
  ...KeyView.shape,
  key: z.string().describe('Shown this once.'),
  public_key: z.string().optional().describe('The public half of a pair, shown this once.'),
});
export type KeyMade = z.infer<typeof KeyMade>;
