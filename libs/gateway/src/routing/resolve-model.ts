import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { directRoute } from './build-route.js';
import {
  NO_PREFERENCES,
  type ProviderPreferences,
  type SortBy,
  wantsProvider,
} from './controls/provider-preferences.js';
import { findAutoRoute, findAutoRoutes } from './find-auto-route.js';
import type { WorkspacePolicy } from './filter-target.js';
import { listNames } from './list-names.js';
import type { NamePredicate } from './match-pattern.js';
import { AUTO, findTarget, type ModelScope } from './model-scope.js';
import type { ListedModel, ProviderEntry, RouteEntry } from './snapshot.js';
import { unknownModelError } from './unknown-model-error.js';

type IsMeant = (provider: ProviderEntry) => boolean;

/** Names a caller chooses freely are remembered, so how many is bounded. */
const REMEMBERED_NAMES = 256;
/** https://openrouter.ai/docs/features/provider-routing: throughput and price before all else. */
const SHORTCUTS: readonly [suffix: string, sort: SortBy][] = [
  [':nitro', 'throughput'],
  [':floor', 'price'],
];

/** A route's id, or the name of a target as it was asked for, without what sorts behind it. */
export const nameWithoutSort = ({ id, sort }: RouteEntry, asked: string): string =>
  id ?? (sort === undefined ? asked : asked.slice(0, asked.lastIndexOf(':')));

/** What the names in `model` mean to one key. */
export interface ModelNames {
  /**
   * @param preferences a bare name that several providers offer means the one of them they leave
   * @throws ApiError model_not_found or model_not_allowed
   */
  resolve(name: string, preferences?: ProviderPreferences): RouteEntry;
  list(): readonly ListedModel[];
}

/**
 * Names as one key may use them: a route id first, then `provider/model`, then a bare model name, then
 * any of these with `:nitro` or `:floor` behind it.
 *
 * A target is the same target by any of its names: it is allowed when any spelling of it matches
 * every list of patterns. A route is allowed by its id alone and then reaches its targets, whether or
 * not these may be called directly; being allowed a target opens no route.
 *
 * Listed is what is allowed and what the policy of the workspace leaves something of: a target whose
 * every call it would refuse is not.
 */
export function modelNames(
  scope: ModelScope,
  allowLists: readonly NamePredicate[],
  policy: WorkspacePolicy,
): ModelNames {
  const remembered = new Map<string, RouteEntry>();
  const assertAllowed = (name: string, route: RouteEntry): RouteEntry => {
    if (mayUse(route.names)) return route;
    throw new ApiError('model_not_allowed', `this key may not use the model "${name}"`, {
      param: 'model',
    });
  };
  const mayUse = (names: readonly string[]): boolean =>
    allowLists.every((isAllowed) => names.some(isAllowed));

  const find = (name: string, isMeant?: IsMeant): RouteEntry | undefined => {
    const route = scope.routes.get(name) ?? (name === AUTO ? findAutoRoute(scope) : undefined);
    if (route) return route;
    const target = findTarget(scope, name, isMeant);
    return target ? directRoute(scope, target) : findSorted(name, isMeant);
  };

  const findSorted = (name: string, isMeant?: IsMeant): RouteEntry | undefined => {
    const shortcut = SHORTCUTS.find(([suffix]) => name.endsWith(suffix));
    if (!shortcut) return undefined;
    const [suffix, sort] = shortcut;
    const route = find(name.slice(0, -suffix.length), isMeant);
    return route && { ...route, sort };
  };

  let listed: readonly ListedModel[] | undefined;
  const list = (): readonly ListedModel[] => (listed ??= listNames(scope, mayUse, policy));

  return {
    list,
    resolve(name, preferences = NO_PREFERENCES) {
      const known = remembered.get(name);
      if (known) return known;
      const route = find(name);
      if (!route) {
        // Not remembered: what it means is this request's alone.
        const meant = find(name, (provider) => wantsProvider({ provider }, preferences));
        if (meant) return assertAllowed(name, meant);
        throw unknownModel(scope, name, list());
      }
      assertAllowed(name, route);
      if (remembered.size < REMEMBERED_NAMES) remembered.set(name, route);
      return route;
    },
  };
}

function noAutoRoute(scope: ModelScope): ApiError {
  const [own, shared] = findAutoRoutes(scope);
  const ids = (own.length > 0 ? own : shared).map(({ id }) => id!);
  return new ApiError(
    'model_not_found',
    ids.length > 0
      ? `this workspace has several auto routes; say which: ${ids.join(', ')}`
      : 'this workspace has no auto route',
    { param: 'model', metadata: { nearest: ids } },
  );
}

function unknownModel(scope: ModelScope, name: string, usable: readonly ListedModel[]): ApiError {
  if (name === AUTO) return noAutoRoute(scope);
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
  return unknownModelError(name, usableIds);
}
