import type { Stage } from './candidate.js';
import type { RoutedTarget, RouteEntry, RouteOption } from './snapshot.js';

export interface ListedTarget {
  readonly routed: RoutedTarget;
  readonly stage: Stage;
  /** The route within that names it; null: the route itself. */
  readonly via: string | null;
  readonly weight: number;
}

/** Every target a route may lead to, routes within it followed, each once per place and breaker. */
export function listRouteTargets(route: RouteEntry): ListedTarget[] {
  const listed = new Map<string, ListedTarget>();
  const follow = (from: RouteEntry, stage: Stage, via: string | null): void => {
    const list = (options: readonly RouteOption[], at: Stage): void => {
      for (const { leadsTo, weight } of options) {
        if (!('target' in leadsTo)) {
          follow(leadsTo, at, leadsTo.id);
          continue;
        }
        const place = `${at} ${via} ${leadsTo.breakerKey}`;
        if (!listed.has(place)) listed.set(place, { routed: leadsTo, stage: at, via, weight });
      }
    };
    list(from.targets, stage);
    for (const branch of new Set(from.branches.values())) follow(branch, stage, branch.id);
    list(from.fallbacks, stage === 'target' ? 'fallback' : stage);
    list(from.contextFallbacks, 'context_fallback');
    list(from.contentFallbacks, 'content_fallback');
  };
  follow(route, 'target', null);
  return [...listed.values()];
}
