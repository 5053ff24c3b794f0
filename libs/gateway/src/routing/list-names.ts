import type { Stage } from './candidate.js';
import { refuseByWorkspace, type WorkspacePolicy } from './filter-target.js';
import { findAutoRoute } from './find-auto-route.js';
import { listRouteTargets } from './list-route-targets.js';
import { AUTO, type ModelScope, namesOfTarget } from './model-scope.js';
import type { ListedModel, ProviderEntry, RouteEntry } from './snapshot.js';

/** The other stages serve after a failure of one kind only. */
const SERVES_ANY_REQUEST: ReadonlySet<Stage> = new Set(['target', 'fallback']);

/**
 * The names that may be used, routes first, without those that lead nowhere in the workspace or that
 * its policy leaves nothing of: a call of theirs would be refused every time.
 * @param mayUse whether one of a thing's names is allowed
 */
export function listNames(
  scope: ModelScope,
  mayUse: (names: readonly string[]) => boolean,
  policy: WorkspacePolicy,
): readonly ListedModel[] {
  const isOpen = (provider: ProviderEntry): boolean => !refuseByWorkspace(provider, policy);
  const isServed = (route: RouteEntry): boolean =>
    listRouteTargets(route).some(
      ({ routed, stage }) => SERVES_ANY_REQUEST.has(stage) && isOpen(routed.target.provider),
    );
  const routes = [...scope.routes].flatMap(([id, route]) =>
    isServed(route) ? { id, names: [id], ownedBy: 'weighbridge' } : [],
  );
  const auto = scope.routes.has(AUTO) ? undefined : findAutoRoute(scope);
  if (auto && isServed(auto))
    routes.push({ id: AUTO, names: [...auto.names], ownedBy: 'weighbridge' });
  const targets = [...scope.providers.values()].filter(isOpen).flatMap((provider) =>
    provider.modelIds.flatMap((modelId) => {
      const target = provider.findTarget(modelId);
      if (!target) return [];
      return { id: target.id, names: namesOfTarget(scope, target), ownedBy: provider.id };
    }),
  );
  return [...routes, ...targets]
    .filter(({ names }) => mayUse(names))
    .map(({ id, ownedBy }) => ({ id, ownedBy }));
}
