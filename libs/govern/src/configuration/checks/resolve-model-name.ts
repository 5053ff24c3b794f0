import type { ConfigFile } from '@weighbridge/contracts/config/config-file';
import type { Provider } from '@weighbridge/contracts/config/provider';
import type { Route } from '@weighbridge/contracts/config/route';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { ImpliedResources } from '../implied-resources.js';

export type Resolution =
  | { kind: 'route'; route: Route }
  | { kind: 'target'; providerId: string }
  /** A bare name that only the catalogue can tell: some provider lists no models of its own. */
  | { kind: 'unlisted'; suggestion?: string }
  /** A provider that only another workspace may use. */
  | { kind: 'confined'; providerId: string; to: string }
  | { kind: 'unknown'; message: string; suggestion?: string };

/**
 * What a model name in the file means to one workspace (undefined: to every workspace): a route, a
 * `provider/model`, or a bare model name. A provider without `models` may serve any name.
 */
export function resolveModelName(
  config: ConfigFile,
  implied: ImpliedResources,
  name: string,
  workspace: string | undefined,
): Resolution {
  const isVisible = (owner: { workspace?: string }) =>
    owner.workspace === undefined || owner.workspace === workspace;
  const routes = (config.routes ?? []).filter(isVisible);
  const providers = (config.providers ?? []).filter(isVisible);
  const route =
    nearestOwner(routes.filter(({ id }) => id === name)) ??
    (name === 'auto' ? onlyAutoRoute(routes) : undefined);
  if (route) return { kind: 'route', route };

  const slash = name.indexOf('/');
  const providerId = slash > 0 ? name.slice(0, slash) : '';
  const model = name.slice(slash + 1);
  const provider = nearestOwner(providers.filter(({ id }) => id === providerId));
  if (provider) return resolveOffered(provider, model);
  if (implied.providers.includes(providerId)) return { kind: 'target', providerId };

  const offering = providers.filter(({ models }) => models?.some(({ id }) => id === name));
  if (offering.length === 1) return { kind: 'target', providerId: offering[0]!.id };
  if (offering.length > 1) {
    const full = offering.map(({ id }) => `${id}/${name}`);
    const message = `several providers offer this model; say which: ${full.join(', ')}`;
    return { kind: 'unknown', message };
  }
  const confined = (config.providers ?? []).find(({ id }) => id === providerId)?.workspace;
  if (confined !== undefined) return { kind: 'confined', providerId, to: confined };
  const hasCatalogue = providers.some(({ models }) => !models) || implied.providers.length > 1;
  if (slash < 0 && hasCatalogue)
    return { kind: 'unlisted', suggestion: suggestNearest(name, namesOf(routes, providers)) };
  return explainUnknown(name, model, providerId, routes, providers, implied);
}

/** Why nothing at all can come of a name; undefined where something may. */
export function whyUnusable(
  resolution: Resolution,
): { message: string; suggestion?: string } | undefined {
  if (resolution.kind === 'confined')
    return { message: `only workspace ${resolution.to} may use this provider` };
  return resolution.kind === 'unknown' ? resolution : undefined;
}

/** A resource of the workspace hides one of the same id that every workspace may use. */
function nearestOwner<T extends { workspace?: string }>(owners: T[]): T | undefined {
  return owners.find(({ workspace }) => workspace !== undefined) ?? owners[0];
}

/** What `auto` means: the workspace's own auto route, else the one that every workspace may use. */
function onlyAutoRoute(routes: Route[]): Route | undefined {
  const all = routes.filter(({ strategy }) => strategy === 'auto');
  const own = all.filter(({ workspace }) => workspace !== undefined);
  const [only, another] = own.length > 0 ? own : all;
  return another ? undefined : only;
}

function resolveOffered(provider: Provider, model: string): Resolution {
  if (!provider.models || provider.models.some(({ id }) => id === model))
    return { kind: 'target', providerId: provider.id };
  const nearest = suggestNearest(
    model,
    provider.models.map(({ id }) => id),
  );
  return {
    kind: 'unknown',
    message: `provider ${provider.id} lists no model of this name`,
    suggestion: nearest && `${provider.id}/${nearest}`,
  };
}

function explainUnknown(
  name: string,
  model: string,
  providerId: string,
  routes: Route[],
  providers: Provider[],
  implied: ImpliedResources,
): Resolution {
  if (!providerId)
    return {
      kind: 'unknown',
      message: 'no route or model of this name is known',
      suggestion: suggestNearest(name, namesOf(routes, providers)),
    };
  const ids = [...providers.map(({ id }) => id), ...implied.providers];
  const nearest = suggestNearest(providerId, ids);
  return {
    kind: 'unknown',
    message: 'no provider of this name is known',
    suggestion: nearest && `${nearest}/${model}`,
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
