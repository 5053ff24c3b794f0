import { z } from 'zod';
import { Category } from './category.js';
import { Provider } from './provider.js';
import { Route } from './route.js';
import { Workspace } from './workspace.js';

/** The whole configuration file. Only `version` is required. */
export const ConfigFile = z.strictObject({
  version: z.literal(1).describe('The version of this format: 1.'),
  providers: z.array(Provider).describe('Upstream accounts.').optional(),
  routes: z.array(Route).describe('Names callers may put into "model".').optional(),
  categories: z
    .array(Category)
    .describe('Classes of prompts that routes can tell apart.')
    .optional(),
  workspaces: z
    .array(Workspace)
    .describe('Units of isolation with their budgets, teams and keys.')
    .optional(),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
