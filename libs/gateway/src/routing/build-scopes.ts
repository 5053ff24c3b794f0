import type { RouteRow, SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import { buildProvider } from './build-provider.js';
import { BARE_ROUTE, buildRoute, type FindNamed, type ReportProblem } from './build-route.js';
import { AUTO, findTarget, indexOffers, type ModelScope } from './model-scope.js';
import type { ProviderEntry, RouteEntry } from './snapshot.js';
import type { VendorKnowledge } from './vendor-knowledge.js';

export interface Scopes {
  providers: readonly ProviderEntry[];
  /** What a workspace sees; workspaces without anything of their own share one scope. */
  scopeOf(workspaceId: string): ModelScope;
}

/**
 * Prepares providers and routes, each in the scope it was written in: a route for everybody means
 * the providers for everybody, also where a workspace has a provider of the same name. A name in it
 * that only some workspaces have leads to theirs there and is skipped everywhere else.
 */
export function buildScopes(
  source: SnapshotSource,
  vendors: VendorKnowledge,
  report: ReportProblem,
): Scopes {
  const providers = buildProviders(source, vendors, report);
  const gather = (workspaceId: string | null) =>
    gatherWritten(workspaceId, source.routes, providers, report);
  const everybody = gather(null);
  const owners = new Map<string, Written>();
  for (const { workspaceId } of [...source.providers, ...source.routes])
    if (workspaceId !== null && !owners.has(workspaceId))
      owners.set(workspaceId, gather(workspaceId));
  const isConfined = (name: string): boolean =>
    [...owners.values()].some((own) => own.rows.has(name) || findTarget(own, name) !== undefined);
  const { routes, partial } = buildRoutes({ everybody, isConfined, report });
  const shared = { ...everybody, routes: byId(routes) };
  const whole = new Map([...routes].filter(([row]) => !partial.has(row)));
  const scopes = new Map(
    [...owners].map(([workspaceId, own]) => [
      workspaceId,
      scopeOfOwner(own, shared, buildRoutes({ everybody, own, isConfined, report, whole }).routes),
    ]),
  );
  return { providers, scopeOf: (workspaceId) => scopes.get(workspaceId) ?? shared };
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

/** What was written for one workspace, or for everybody. */
interface Written extends Omit<ModelScope, 'routes' | 'outer'> {
  readonly rows: ReadonlyMap<string, RouteRow>;
}

function gatherWritten(
  workspaceId: string | null,
  allRoutes: readonly RouteRow[],
  allProviders: readonly ProviderEntry[],
  report: ReportProblem,
): Written {
  const own = allProviders.filter((provider) => provider.workspaceId === workspaceId);
  const rows = new Map<string, RouteRow>();
  for (const row of allRoutes) {
    if (row.workspaceId !== workspaceId) continue;
    if (rows.has(row.config.id)) report(`routes[${row.config.id}]`, 'this id is used twice');
    rows.set(row.config.id, row);
  }
  return { ...indexed(new Map(own.map((provider) => [provider.id, provider]))), rows };
}

const indexed = (providers: ReadonlyMap<string, ProviderEntry>) => ({
  providers,
  offers: indexOffers(providers.values()),
});

/** The providers for everybody, where the workspace has none of the same name, and its own. */
const seenWith = (everybody: Written, own: Written) =>
  indexed(new Map([...everybody.providers, ...own.providers]));

/** What a workspace sees: `outer` are the routes for everybody as they are for it. */
function scopeOfOwner(own: Written, shared: Written & ModelScope, routes: BuiltRoutes): ModelScope {
  const outer = {
    ...shared,
    routes: byId([...routes].filter(([row]) => row.workspaceId === null)),
  };
  const ownRoutes = byId([...routes].filter(([row]) => row.workspaceId !== null));
  return { ...seenWith(shared, own), routes: new Map([...outer.routes, ...ownRoutes]), outer };
}

type BuiltRoutes = ReadonlyMap<RouteRow, RouteEntry>;

const byId = (routes: Iterable<[RouteRow, RouteEntry]>): ReadonlyMap<string, RouteEntry> =>
  new Map([...routes].map(([row, route]) => [row.config.id, route]));

interface RoutesToBuild {
  everybody: Written;
  /** The workspace they are built for; undefined: any that has nothing of its own. */
  own?: Written;
  /** Whether a name means something to a workspace that has something of its own. */
  isConfined(name: string): boolean;
  report: ReportProblem;
  /** Routes for everybody that are the same for every workspace. */
  whole?: BuiltRoutes;
}

/** Builds each route after those it names, which may stand anywhere in the list. */
function buildRoutes({ everybody, own, isConfined, report, whole }: RoutesToBuild): {
  routes: BuiltRoutes;
  /** Those that skip something, themselves or in a route they name. */
  partial: ReadonlySet<RouteRow>;
} {
  const routes = new Map(whole);
  const partial = new Set<RouteRow>();
  const pending = new Set<RouteRow>();
  const build = (row: RouteRow): RouteEntry => {
    const known = routes.get(row);
    if (known) return known;
    const { id } = row.config;
    if (pending.has(row)) {
      report(`routes[${id}]`, 'this route leads back to itself');
      return { ...BARE_ROUTE, id };
    }
    pending.add(row);
    const route = buildRoute(row, (name) => find(row, name), report);
    routes.set(row, route);
    return route;
  };
  const follow = (from: RouteRow, to: RouteRow): RouteEntry => {
    const route = build(to);
    if (partial.has(to)) partial.add(from);
    return route;
  };
  const seen = own ? seenWith(everybody, own) : everybody;
  const seenRows = new Map([...everybody.rows, ...(own?.rows ?? [])]);
  const sharedAuto = onlyAutoRoute(everybody.rows);
  const seenAuto = own && hasAutoRoute(own.rows) ? onlyAutoRoute(own.rows) : sharedAuto;

  const find: (from: RouteRow, name: string) => ReturnType<FindNamed> = (from, name) => {
    const isOwn = from.workspaceId !== null;
    const auto = isOwn ? seenAuto : sharedAuto;
    const row = (isOwn ? seenRows : everybody.rows).get(name) ?? (name === AUTO ? auto : undefined);
    if (row) return follow(from, row);
    const target = findTarget(isOwn ? seen : everybody, name);
    if (target || isOwn) return target;
    const ownRow = own?.rows.get(name);
    if (ownRow) return follow(from, ownRow);
    const ownTarget = own && findTarget(own, name);
    if (ownTarget) return ownTarget;
    if (!isConfined(name)) return undefined;
    partial.add(from);
    return null;
  };

  for (const row of [...everybody.rows.values(), ...(own?.rows.values() ?? [])]) build(row);
  return { routes, partial };
}

const hasAutoRoute = (rows: Written['rows']): boolean =>
  [...rows.values()].some(({ config }) => config.strategy === 'auto');

/** The one auto route among these; undefined: none, or several. */
function onlyAutoRoute(rows: Written['rows']): RouteRow | undefined {
  const [only, another] = [...rows.values()].filter(({ config }) => config.strategy === 'auto');
  return another ? undefined : only;
}
