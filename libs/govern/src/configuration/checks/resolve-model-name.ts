import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import type { Provider } from '@weighbridge/contracts/config/provider';
import type { Route } from '@weighbridge/contracts/config/route';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { ImpliedResources, ListModelIds } from '../implied-resources.js';

export type Resolution =
  | { kind: 'route'; route: Route }
  | { kind: 'target'; providerId: string }
  /** What only other workspaces may use. */
  | { kind: 'confined'; what: 'provider' | 'route'; to: readonly string[] }
  | { kind: 'unknown'; message: string; suggestion?: string };

/** What a file defines, and what is there without it, as far as model names lead to it. */
export interface NameSources {
  config: ConfigFile;
  implied: ImpliedResources;
  listModelIds: ListModelIds;
}

/**
 * What a model name in the file means to one workspace (undefined: to every workspace): a route, a
 * `provider/model`, or a bare model name. A provider without `models` may serve any name after its
 * own, and by a bare name what the catalogue lists. Decides as the building of routes does.
 */
export function resolveModelName(
  sources: NameSources,
  name: string,
  workspace: string | undefined,
): Resolution {
  const visible = visibleTo(sources, workspace);
  const found = findRoute(visible.routes, name) ?? findOffered(visible.providers, name, sources);
  if (found && found.kind !== 'unknown') return found;
  return findConfined(sources, name) ?? found ?? explainUnknown(name, visible);
}

/** What a name in a route for everybody leads to in one workspace, where nothing for everybody has it. */
export function resolveConfinedRoute(
  { config: { routes = [] } }: NameSources,
  name: string,
  workspace: string,
): Route | undefined {
  return routes.find((route) => route.workspace === workspace && route.id === name);
}

interface Visible {
  routes: Route[];
  providers: Provider[];
}

/** What a workspace has hides what every workspace has under the same id. */
function visibleTo({ config, implied }: NameSources, workspace: string | undefined): Visible {
  const isVisible = (owner: { workspace?: string }) =>
    owner.workspace === undefined || owner.workspace === workspace;
  return {
    routes: withoutHidden((config.routes ?? []).filter(isVisible)),
    providers: withoutHidden(
      [...(config.providers ?? []), ...stillImplied(config, implied)].filter(isVisible),
    ),
  };
}

/** What the environment brings gives way to whatever the file defines under the same id. */
const stillImplied = ({ providers = [] }: ConfigFile, implied: ImpliedResources): Provider[] =>
  implied.providers.filter(({ id }) => !providers.some((provider) => provider.id === id));

function withoutHidden<T extends { id: string; workspace?: string }>(owners: T[]): T[] {
  const confined = new Set(owners.flatMap(({ id, workspace }) => (workspace ? id : [])));
  return owners.filter(({ id, workspace }) => workspace !== undefined || !confined.has(id));
}

function findRoute(routes: Route[], name: string): Resolution | undefined {
  const route =
    routes.find(({ id }) => id === name) ?? (name === 'auto' ? onlyAutoRoute(routes) : undefined);
  return route && { kind: 'route', route };
}

/** Undefined: no provider of this name, and none that offers a model of this name. */
function findOffered(
  providers: Provider[],
  name: string,
  { listModelIds }: Pick<NameSources, 'listModelIds'>,
): Resolution | undefined {
  const slash = name.indexOf('/');
  const named = slash > 0 && providers.find(({ id }) => id === name.slice(0, slash));
  const model = name.slice(slash + 1);
  if (named && model !== '' && (!named.models || named.models.some(({ id }) => id === model)))
    return { kind: 'target', providerId: named.id };
  const offering = providers.filter(({ type, base_url, models }) =>
    models ? models.some(({ id }) => id === name) : listModelIds(type, base_url).includes(name),
  );
  if (offering.length === 1) return { kind: 'target', providerId: offering[0]!.id };
  if (offering.length > 1) {
    const full = offering.map(({ id }) => `${id}/${name}`);
    const message = `several providers offer this model; say which: ${full.join(', ')}`;
    return { kind: 'unknown', message };
  }
  return named ? explainUnlisted(named, model) : undefined;
}

/** The workspaces in which a name leads to something of their own; undefined: there is none. */
function findConfined(sources: NameSources, name: string): Resolution | undefined {
  const { routes = [], providers = [] } = sources.config;
  const owners = new Set([...routes, ...providers].flatMap(({ workspace }) => workspace ?? []));
  const having = (has: (workspace: string) => boolean): string[] => [...owners].filter(has);
  const withRoute = having((owner) => resolveConfinedRoute(sources, name, owner) !== undefined);
  if (withRoute.length > 0) return { kind: 'confined', what: 'route', to: withRoute };
  const withTarget = having((owner) => {
    const own = providers.filter(({ workspace }) => workspace === owner);
    return findOffered(own, name, sources)?.kind === 'target';
  });
  return withTarget.length > 0
    ? { kind: 'confined', what: 'provider', to: withTarget }
    : explainConfined(providers, name);
}

/** A model that the provider of a workspace does not list is told by that provider. */
function explainConfined(providers: Provider[], name: string): Resolution | undefined {
  const slash = name.indexOf('/');
  const named = providers.find(
    ({ id, workspace }) => slash > 0 && workspace !== undefined && id === name.slice(0, slash),
  );
  return named && explainUnlisted(named, name.slice(slash + 1));
}

/** Why nothing at all can come of a name; undefined where something may. */
export function whyUnusable(
  resolution: Resolution,
): { message: string; suggestion?: string } | undefined {
  if (resolution.kind === 'confined') {
    const { what, to } = resolution;
    const owners = `workspace${to.length === 1 ? '' : 's'} ${to.join(', ')}`;
    return { message: `only ${owners} may use this ${what}` };
  }
  return resolution.kind === 'unknown' ? resolution : undefined;
}

/** What `auto` means: the workspace's own auto route, else the one that every workspace may use. */
function onlyAutoRoute(routes: Route[]): Route | undefined {
  const all = routes.filter(({ strategy }) => strategy === 'auto');
  const own = all.filter(({ workspace }) => workspace !== undefined);
  const [only, another] = own.length > 0 ? own : all;
  return another ? undefined : only;
}

function explainUnlisted({ id, models = [] }: Provider, model: string): Resolution {
  const nearest = suggestNearest(
    model,
    models.map((listed) => listed.id),
  );
  return {
    kind: 'unknown',
    message: `provider ${id} lists no model of this name`,
    suggestion: nearest && `${id}/${nearest}`,
  };
}

function explainUnknown(name: string, { routes, providers }: Visible): Resolution {
  const slash = name.indexOf('/');
  if (slash < 1)
    return {
      kind: 'unknown',
      message: 'no route or model of this name is known',
      suggestion: suggestNearest(name, namesOf(routes, providers)),
    };
  const ids = providers.map(({ id }) => id);
  const nearest = suggestNearest(name.slice(0, slash), ids);
  return {
    kind: 'unknown',
    message: 'no provider of this name is known',
    suggestion: nearest && `${nearest}${name.slice(slash)}`,
  };
}

function* namesOf(routes: Route[], providers: Provider[]): Iterable<string> {
  for (const { id } of routes) yield id;
  for (const { id, models } of providers)
    for (const model of models ?? []) {
      yield model.id;
      yield `${id}/${model.id}`;
    }
}
