import { z } from 'zod';
import { Category } from './category.js';
import { Provider } from './provider.js';
import { Route } from './route.js';
import { Workspace } from './workspace.js';

/** The whole configuration file. Only `version` is required. */
export const ConfigFile = z.strictObject({
  version: z.literal(1),
  providers: z.array(Provider).optional(),
  routes: z.array(Route).optional(),
  categories: z.array(Category).optional(),
  workspaces: z.array(Workspace).optional(),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
