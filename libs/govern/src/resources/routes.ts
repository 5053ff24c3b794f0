import { Route } from '@weighbridge/contracts/config/route';
import type { RouteCreate, RoutePatch, RouteView } from '@weighbridge/contracts/resources/route';
import { checkRouteItself } from '../configuration/checks/check-routes.js';
import type { RouteRow } from '../tables/rows.js';
import { configRules, mergeConfig, newConfigRow } from './config-rows.js';
import { readInput } from './invalid-input.js';
import { isReadOnly, ownedView } from './owned-view.js';
import { refuseFault } from './refuse-fault.js';
import type { ResourceDefinition } from './resource-definition.js';

const RouteConfig = Route.omit({ workspace: true });

export const routes: ResourceDefinition<RouteRow, RouteCreate, RoutePatch, RouteView> = {
  ...configRules,
  name: 'routes',
  noun: 'route',
  table: (tables) => tables.routes,
  isReadOnly,
  async create({ workspace: _, ...config }, { workspaceId }, { tables, clock }) {
    refuseFault(checkRouteItself(config, []));
    const now = new Date(clock.now());
    const row: RouteRow = newConfigRow(config.id, config, workspaceId, 'api', now);
    await tables.routes.insert(row);
    return { row };
  },
  async update(row, patch, { tables }) {
    const config = readInput(RouteConfig, mergeConfig(row.config, patch));
    refuseFault(checkRouteItself(config, []));
    const updated: RouteRow = { ...row, config };
    await tables.routes.update(updated);
    return updated;
  },
  remove: (row, { tables }) => tables.routes.remove(row),
  view: (rows) =>
    Promise.resolve(
      rows.map((row) => ({ ...row.config, workspace: row.workspaceId, ...ownedView(row) })),
    ),
};
