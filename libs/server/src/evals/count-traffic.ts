import type { AutoRoute } from '@weighbridge/evals/deciding/auto-route';
import { DEFAULT_CATEGORY } from '@weighbridge/gateway/routing/categories/classification';
import type { RouteEntry } from '@weighbridge/gateway/routing/snapshot';
import type { TrafficRow } from '@weighbridge/stores/clickhouse/read-traffic';
import { type InForce, resolveQuietly } from './auto-routes.js';

/**
 * What of a workspace's traffic comes to an auto route, per category: asked for by its id or by that of a
 * route which leads there.
 */
export function countTraffic(
  inForce: InForce | null,
  { workspaceId, routeId }: AutoRoute,
  rows: readonly TrafficRow[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const workspace = inForce?.snapshot.workspaces.get(workspaceId);
  if (!workspace) return counts;
  for (const { route, category, requests } of rows) {
    const entry = route === '' ? null : resolveQuietly(workspace, route);
    if (!entry || !comesTo(entry, category, routeId)) continue;
    counts.set(category, (counts.get(category) ?? 0) + requests);
  }
  return counts;
}

/** Whether a route may lead requests of a category to another; the configuration has no loops. */
function comesTo(from: RouteEntry, category: string, routeId: string): boolean {
  if (from.id === routeId) return true;
  if (from.strategy === 'category') {
    const branch = from.branches.get(category) ?? from.branches.get(DEFAULT_CATEGORY);
    return branch !== undefined && comesTo(branch, category, routeId);
  }
  return from.targets.some(
    ({ leadsTo }) => !('target' in leadsTo) && comesTo(leadsTo, category, routeId),
  );
}
