import { AUTO, type ModelScope } from './model-scope.js';
import type { RouteEntry } from './snapshot.js';

/** A workspace's own auto route stands before those for everybody; undefined: none, or several. */
export function findAutoRoute(scope: ModelScope): RouteEntry | undefined {
  const [own, shared] = findAutoRoutes(scope);
  const [only, another] = own.length > 0 ? own : shared;
  return another || !only ? undefined : { ...only, names: [...only.names, AUTO] };
}

/** The auto routes a workspace sees. */
export function findAutoRoutes({
  routes,
  outer,
}: ModelScope): [own: RouteEntry[], shared: RouteEntry[]] {
  const all = [...routes.values()].filter(({ strategy }) => strategy === 'auto');
  const isShared = (route: RouteEntry) => outer?.routes.get(route.id!) === route;
  return [all.filter((route) => !isShared(route)), all.filter(isShared)];
}
