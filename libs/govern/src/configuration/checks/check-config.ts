import type { Finding } from '../reading/finding.js';
import { checkBuilt } from './check-built.js';
import { checkCategories } from './check-categories.js';
import type { CheckContext } from './check-context.js';
import { checkProviders } from './check-providers.js';
import { checkRouteLoops } from './check-route-loops.js';
import { checkRoutes } from './check-routes.js';
import { checkWorkspaces } from './check-workspaces.js';

/** Everything a schema cannot say about a configuration: identities, references, loops, promises. */
export function checkConfig(context: CheckContext): Finding[] {
  return [
    ...checkProviders(context),
    ...checkRoutes(context),
    ...checkRouteLoops(context),
    ...checkCategories(context),
    ...checkWorkspaces(context),
    ...checkBuilt(context),
  ];
}
