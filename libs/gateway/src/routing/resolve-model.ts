import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import { directRoute } from './build-route.js';
import type { NamePredicate } from './match-pattern.js';
import { findTarget, type ModelScope, namesOfTarget } from './model-scope.js';
import type { ListedModel, RouteEntry } from './snapshot.js';

/** Names a caller chooses freely are remembered, so how many is bounded. */
const REMEMBERED_NAMES = 256;
const SUGGESTIONS = 3;
/** Reserved for the workspace's auto route. */
const AUTO = 'auto';

/** What the names in `model` mean to one key. */
export interface ModelNames {
  /** @throws ApiError model_not_found, model_not_allowed or not_implemented */
  resolve(name: string): RouteEntry;
  list(): readonly ListedModel[];
}

/**
 * Names as one key may use them: a route id first, then `provider/model`, then a bare model name.
 *
 * A target is the same target by any of its names: it is allowed when any spelling of it matches
 * every list of patterns. A route is allowed by its id alone and then reaches its targets, whether or
 * not these may be called directly; being allowed a target opens no route.
 */
export function modelNames(scope: ModelScope, allowLists: readonly NamePredicate[]): ModelNames {
  const remembered = new Map<string, RouteEntry>();
  const mayUse = (names: readonly string[]): boolean =>
    allowLists.every((isAllowed) => names.some(isAllowed));

  const find = (name: string): RouteEntry | undefined => {
    const route = scope.routes.get(name);
    if (route) return route;
    const target = findTarget(scope, name);
    return target && directRoute(scope, target);
  };

  const list = (): ListedModel[] => {
    const routes = [...scope.routes.keys()].map((id) => ({
      id,
      names: [id],
      ownedBy: 'weighbridge',
    }));
    const targets = [...scope.providers.values()].flatMap((provider) =>
      provider.modelIds.flatMap((modelId) => {
        const target = provider.findTarget(modelId);
        if (!target) return [];
        return { id: target.id, names: namesOfTarget(scope, target), ownedBy: provider.id };
      }),
    );
    return [...routes, ...targets]
      .filter(({ names }) => mayUse(names))
      .map(({ id, ownedBy }) => ({ id, ownedBy }));
  };

  return {
    list,
    resolve(name) {
      const known = remembered.get(name);
      if (known) return known;
      const route = find(name);
      if (!route) throw unknownModel(scope, name, list());
      if (!mayUse(route.names))
        throw new ApiError('model_not_allowed', `this key may not use the model "${name}"`, {
          param: 'model',
        });
      if (remembered.size < REMEMBERED_NAMES) remembered.set(name, route);
      return route;
    },
  };
}

function unknownModel(scope: ModelScope, name: string, usable: readonly ListedModel[]): ApiError {
  if (name === AUTO)
    return new ApiError('not_implemented', 'the auto route is not built yet', { param: 'model' });
  const usableIds = new Set(usable.map(({ id }) => id));
  const full = (scope.offers.get(name) ?? [])
    .map((provider) => `${provider.id}/${name}`)
    .filter((id) => usableIds.has(id));
  if (full.length > 1)
    return new ApiError(
      'model_not_found',
      `"${name}" is offered by several providers; say which: ${full.join(', ')}`,
      { param: 'model', metadata: { nearest: full } },
    );
  const nearest = nearestNames(name, usableIds);
  const hint = nearest.length > 0 ? `; did you mean ${nearest.join(', ')}?` : '';
  return new ApiError('model_not_found', `there is no model "${name}"${hint}`, {
    param: 'model',
    metadata: { nearest },
  });
}

/** Compares with whole names and, for `provider/model`, with the model part alone. */
function nearestNames(name: string, usable: ReadonlySet<string>): string[] {
  const byShortName = new Map<string, string>();
  for (const id of usable) {
    byShortName.set(id, id);
    const short = id.slice(id.indexOf('/') + 1);
    if (!byShortName.has(short)) byShortName.set(short, id);
  }
  const nearest: string[] = [];
  while (nearest.length < SUGGESTIONS) {
    const found = suggestNearest(name, byShortName.keys());
    if (found === undefined) break;
    const id = byShortName.get(found)!;
    byShortName.delete(found);
    if (!nearest.includes(id)) nearest.push(id);
  }
  return nearest;
}
