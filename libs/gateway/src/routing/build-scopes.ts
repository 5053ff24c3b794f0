import type { RouteRow, SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildProvider } from './build-provider.js';
import type { Strategy } from '@weighbridge/contracts/config/route';
import { BARE_ROUTE, buildRoute, type ReportProblem } from './build-route.js';
import { AUTO, indexOffers, type ModelScope } from './model-scope.js';
import type { ProviderEntry, RouteEntry } from './snapshot.js';
import type { VendorKnowledge } from './vendor-knowledge.js';

export interface Scopes {
  providers: readonly ProviderEntry[];
  /** What a workspace sees; workspaces without anything of their own share one scope. */
  scopeOf(workspaceId: string): ModelScope;
}

/**
 * Prepares providers and routes, each in the scope it was written in: a route for everybody means
 * the providers for everybody, also where a workspace has a provider of the same name.
 */
export function buildScopes(
  source: SnapshotSource,
  vendors: VendorKnowledge,
  report: ReportProblem,
): Scopes {
  const providers = buildProviders(source, vendors, report);
  const shared = buildScope(null, source.routes, providers, undefined, report);
  const own = new Map<string, ModelScope>();
  for (const { workspaceId } of [...source.providers, ...source.routes])
    if (workspaceId !== null && !own.has(workspaceId))
      own.set(workspaceId, buildScope(workspaceId, source.routes, providers, shared, report));
  return { providers, scopeOf: (workspaceId) => own.get(workspaceId) ?? shared };
}

function buildProviders(
  source: SnapshotSource,
  vendors: VendorKnowledge,
  report: ReportProblem,
): ProviderEntry[] {
  const built = new Map<string, ProviderEntry>();
  for (const row of source.providers) {
    const path = `providers[${row.config.id}]`;
    try {
      const provider = buildProvider(row, vendors);
      if (built.has(provider.key)) report(path, 'this id is used twice');
      built.set(provider.key, provider);
    } catch (error) {
      report(path, error instanceof Error ? error.message : String(error));
    }
  }
  return [...built.values()];
}

function buildScope(
  workspaceId: string | null,
  allRoutes: readonly RouteRow[],
  allProviders: readonly ProviderEntry[],
  outer: ModelScope | undefined,
  report: ReportProblem,
): ModelScope {
  const providers = new Map(outer?.providers);
  for (const provider of allProviders)
    if (provider.workspaceId === workspaceId) providers.set(provider.id, provider);
  const offers = indexOffers(providers.values());
  const rows = new Map<string, RouteRow>();
  for (const row of allRoutes) {
    if (row.workspaceId !== workspaceId) continue;
    if (rows.has(row.config.id)) report(`routes[${row.config.id}]`, 'this id is used twice');
    rows.set(row.config.id, row);
  }
  const routes = buildRoutes(rows, { providers, offers }, outer, report);
  return { providers, offers, routes, outer };
}

/** Builds each route after those it names, which may stand anywhere in the list. */
function buildRoutes(
  rows: ReadonlyMap<string, RouteRow>,
  scope: Omit<ModelScope, 'routes'>,
  outer: ModelScope | undefined,
  report: ReportProblem,
): ReadonlyMap<string, RouteEntry> {
  const routes = new Map(outer?.routes);
  const pending = new Set<string>();
  const finished = new Set<string>();
  const findRoute = (id: string): RouteEntry | undefined => {
    const row = rows.get(id);
    if (!row || finished.has(id)) return routes.get(id);
    if (pending.has(id)) {
      report(`routes[${id}]`, 'this route leads back to itself');
      return { ...BARE_ROUTE, id };
    }
    pending.add(id);
    const route = buildRoute(row, scope, findNamed, report);
    routes.set(id, route);
    finished.add(id);
    return route;
  };
  const autoId = onlyAutoRoute(rows) ?? onlyAutoRoute(outer?.routes ?? new Map());
  const findNamed = (name: string): RouteEntry | undefined =>
    findRoute(name) ?? (name === AUTO && autoId !== undefined ? findRoute(autoId) : undefined);
  for (const id of rows.keys()) findRoute(id);
  return routes;
}

/** The id of the one auto route among these; undefined: none, or several. */
function onlyAutoRoute(
  routes: ReadonlyMap<string, { strategy: Strategy } | { config: { strategy: Strategy } }>,
): string | undefined {
  const ids = [...routes].flatMap(([id, route]) =>
    ('config' in route ? route.config : route).strategy === 'auto' ? id : [],
  );
  return ids.length === 1 ? ids[0] : undefined;
}
