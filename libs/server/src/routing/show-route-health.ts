import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { RouteHealthView } from '@weighbridge/contracts/resources/route-health';
import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import {
  type ListedTarget,
  listRouteTargets,
} from '@weighbridge/gateway/routing/list-route-targets';
import type { RouteEntry } from '@weighbridge/gateway/routing/snapshot';
import type { Principal } from '@weighbridge/govern/access/principal';
import { notFound, workspaceWith } from '@weighbridge/govern/resources/find-place';
import type { RoutingDependencies } from './routing-dependencies.js';

/**
 * The live health of a route's targets.
 * @param named the workspace; undefined: the only one there is
 * @throws ApiError `not_found` for a workspace or route that is not the caller's, `invalid_request` where
 *   no workspace is named and there are several
 */
export async function showRouteHealth(
  { store, snapshot, gateway }: RoutingDependencies,
  principal: Principal,
  id: string,
  named: string | undefined,
): Promise<RouteHealthView> {
  const workspaceId = await store.read((tables) =>
    workspaceWith(principal, 'routes.read', named, tables),
  );
  const workspace = snapshot()?.workspaces.get(workspaceId);
  if (!workspace)
    throw new ApiError('store_unavailable', 'This workspace is not loaded yet.', {
      retryAfterSeconds: 2,
    });
  const route = findRoute((name) => workspace.resolveForEvals(name), id);
  const listed = listRouteTargets(route);
  return {
    route: id,
    measured: gateway !== null,
    targets: gateway ? listed.map((target) => describe(gateway, target)) : [],
  };
}

function findRoute(resolve: (name: string) => RouteEntry, id: string): RouteEntry {
  try {
    const route = resolve(id);
    if (route.id === id) return route;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  throw notFound('route', id);
}

function describe(
  gateway: Gateway,
  { routed, stage, via, weight }: ListedTarget,
): RouteHealthView['targets'][number] {
  const { breaker, figures } = gateway.health.describeRouted(routed);
  const block = gateway.availability.blockOf(routed, 0);
  return {
    model: routed.target.id,
    stage,
    via,
    weight,
    breaker,
    blocked_by: block?.reason ?? null,
    retry_after_ms: block?.retryAfterMs ?? null,
    in_flight: figures.inFlight,
    samples: figures.samples,
    success_rate: figures.successRate,
    first_token_ms: figures.firstTokenMs,
    tokens_per_second: figures.tokensPerSecond,
    quota_left: gateway.live.quotaLeft(routed.target),
  };
}
