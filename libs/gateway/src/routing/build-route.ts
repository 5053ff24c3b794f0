import type { Route } from '@weighbridge/contracts/config/route';
import type { RouteRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { mergeTimeouts } from './build-provider.js';
import { findTarget, type ModelScope, namesOfTarget } from './model-scope.js';
import type { BreakerTerms, RetryTerms, RoutedTarget, RouteEntry, Target } from './snapshot.js';

/** A second call of a silent target costs the caller as much waiting as the first: two, then on. */
const DEFAULT_ATTEMPTS = 2;

/** Reports what is wrong at a path such as `routes[chat].targets[0].model`. */
export type ReportProblem = (path: string, message: string) => void;

/** Finds another route of the same scope, built already or built now; undefined: there is none. */
export type FindRoute = (id: string) => RouteEntry | undefined;

/** Prepares a route; names it cannot resolve are reported and left out. */
export function buildRoute(
  row: RouteRow,
  scope: Omit<ModelScope, 'routes'>,
  findRoute: FindRoute,
  report: ReportProblem,
): RouteEntry {
  const { config } = row;
  const expand = (name: string, weight: number, path: string): RoutedTarget[] => {
    const nested = findRoute(name);
    if (nested) return expandRoute(nested, weight);
    const target = findTarget(scope, name);
    if (target) return [routeTarget(target, weight, config)];
    report(
      `routes[${config.id}].${path}`,
      `"${name}" is neither a route nor a model of a provider`,
    );
    return [];
  };
  const expandNames = (field: 'fallbacks' | 'context_fallbacks' | 'content_fallbacks') =>
    (config[field] ?? []).flatMap((name, index) => expand(name, 1, `${field}[${index}]`));
  return {
    id: config.id,
    names: [config.id],
    strategy: config.strategy,
    targets: (config.targets ?? []).flatMap(({ model, weight }, index) =>
      expand(model, weight ?? 1, `targets[${index}].model`),
    ),
    fallbacks: expandNames('fallbacks'),
    contextFallbacks: expandNames('context_fallbacks'),
    contentFallbacks: expandNames('content_fallbacks'),
    retry: readRetry(config.retry),
  };
}

/** A target named without a route: a route of one, under the default terms. */
export function directRoute(scope: Omit<ModelScope, 'routes'>, target: Target): RouteEntry {
  return {
    id: null,
    names: namesOfTarget(scope, target),
    strategy: 'priority',
    targets: [routeTarget(target, 1, {})],
    fallbacks: [],
    contextFallbacks: [],
    contentFallbacks: [],
    retry: readRetry(undefined),
  };
}

function routeTarget(
  target: Target,
  weight: number,
  terms: Pick<Route, 'breaker' | 'timeouts'>,
): RoutedTarget {
  const breaker = readBreaker(terms.breaker);
  return {
    target,
    weight,
    timeouts: mergeTimeouts(target.timeouts, terms.timeouts),
    breaker,
    breakerKey: `${target.key} ${breaker.failures}/${breaker.windowMs}/${breaker.cooldownMs}`,
  };
}

/**
 * A route named as a target stands for its own targets, which divide the weight as that route would
 * divide its traffic; its fallbacks follow with weight 0, which is: only after the others.
 */
function expandRoute(route: RouteEntry, weight: number): RoutedTarget[] {
  const shares = route.targets.map((routed, index) => {
    if (route.strategy === 'weighted') return routed.weight;
    if (route.strategy === 'shuffle') return 1;
    return index === 0 ? 1 : 0;
  });
  const sum = shares.reduce((total, share) => total + share, 0) || 1;
  return [
    ...route.targets.map((routed, index) => ({
      ...routed,
      weight: (weight * shares[index]!) / sum,
    })),
    ...route.fallbacks.map((routed) => ({ ...routed, weight: 0 })),
  ];
}

function readRetry(retry: Route['retry']): RetryTerms {
  return {
    attempts: retry?.attempts ?? DEFAULT_ATTEMPTS,
    baseMs: retry?.base_ms ?? 250,
    maxMs: retry?.max_ms ?? 5_000,
    deadlineMs: retry?.deadline_ms ?? 600_000, // what the vendors' own SDKs wait by default
  };
}

function readBreaker(breaker: Route['breaker']): BreakerTerms {
  return {
    failures: breaker?.failures ?? 5,
    windowMs: (breaker?.window_s ?? 60) * 1000,
    cooldownMs: (breaker?.cooldown_s ?? 15) * 1000,
  };
}
