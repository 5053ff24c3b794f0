import type { Route } from '@weighbridge/contracts/config/route';
import type { RouteRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { mergeTimeouts } from './build-provider.js';
import { DEFAULT_CATEGORY } from './categories/classification.js';
import { type ModelScope, namesOfTarget } from './model-scope.js';
import type {
  BreakerTerms,
  RetryTerms,
  RoutedTarget,
  RouteEntry,
  RouteOption,
  Target,
} from './snapshot.js';

/** Reports what is wrong at a path such as `routes[chat].targets[0].model`. */
export type ReportProblem = (path: string, message: string) => void;

/**
 * What a name in a route leads to. Null: something only other workspaces may use, which is skipped here;
 * undefined: nothing at all.
 */
export type FindNamed = (name: string) => RouteEntry | Target | null | undefined;

/** Prepares a route; names that lead to nothing are reported and left out. */
export function buildRoute(row: RouteRow, find: FindNamed, report: ReportProblem): RouteEntry {
  const { config } = row;
  const lead = (name: string, path: string): RouteOption['leadsTo'] | undefined => {
    const found = find(name);
    if (found) return 'provider' in found ? routeTarget(found, config) : found;
    if (found === undefined)
      report(
        `routes[${config.id}].${path}`,
        `"${name}" is neither a route nor a model of a provider`,
      );
    return undefined;
  };
  const option = (name: string, weight: number, path: string): RouteOption[] => {
    const leadsTo = lead(name, path);
    return leadsTo ? [{ name, weight, leadsTo }] : [];
  };
  const options = (field: 'fallbacks' | 'context_fallbacks' | 'content_fallbacks') =>
    (config[field] ?? []).flatMap((name, index) => option(name, 1, `${field}[${index}]`));
  const named = (config.targets ?? []).flatMap(({ model, weight }, index) =>
    option(model, weight ?? 1, `targets[${index}].model`),
  );
  const { targets, defaultTarget } = withDefault(named, config, (name) =>
    option(name, 1, 'auto.default'),
  );
  const route: RouteEntry = {
    id: config.id,
    names: [config.id],
    strategy: config.strategy,
    targets,
    fallbacks: options('fallbacks'),
    contextFallbacks: options('context_fallbacks'),
    contentFallbacks: options('content_fallbacks'),
    branches: NO_BRANCHES,
    defaultTarget,
    retry: readRetry(config.retry),
  };
  if (config.strategy !== 'category') return route;
  return { ...route, branches: buildBranches(route, config, lead, report) };
}

/** A target named without a route: a route of one, under the default terms. */
export function directRoute(scope: Omit<ModelScope, 'routes'>, target: Target): RouteEntry {
  return {
    ...BARE_ROUTE,
    names: namesOfTarget(scope, target),
    targets: [{ name: target.id, weight: 1, leadsTo: routeTarget(target, {}) }],
  };
}

const NO_BRANCHES: RouteEntry['branches'] = new Map();

/** A route that leads nowhere and promises nothing. */
export const BARE_ROUTE: RouteEntry = {
  id: null,
  names: [],
  strategy: 'priority',
  targets: [],
  fallbacks: [],
  contextFallbacks: [],
  contentFallbacks: [],
  branches: NO_BRANCHES,
  defaultTarget: 0,
  retry: {},
};

function routeTarget(
  target: Target,
  terms: Pick<Route, 'breaker' | 'timeouts' | 'retry'>,
): RoutedTarget {
  const breaker = readBreaker(terms.breaker);
  return {
    target,
    timeouts: mergeTimeouts(target.timeouts, terms.timeouts),
    retry: readRetry(terms.retry),
    breaker,
    breakerKey: `${target.key} ${breaker.failures}/${breaker.windowMs}/${breaker.cooldownMs}`,
  };
}

/** The place of an auto route's default, which joins the targets where they do not name it. */
function withDefault(
  targets: RouteOption[],
  { strategy, auto }: RouteRow['config'],
  option: (name: string) => RouteOption[],
): { targets: RouteOption[]; defaultTarget: number } {
  if (strategy !== 'auto' || auto?.default === undefined) return { targets, defaultTarget: 0 };
  const [named] = option(auto.default);
  if (!named) return { targets, defaultTarget: 0 };
  const place = targets.findIndex(({ leadsTo }) => isSame(leadsTo, named.leadsTo));
  if (place >= 0) return { targets, defaultTarget: place };
  return { targets: [...targets, named], defaultTarget: targets.length };
}

const isSame = (one: RouteOption['leadsTo'], other: RouteOption['leadsTo']): boolean =>
  'target' in one && 'target' in other ? one.target === other.target : one === other;

/** A branch back to its own route means that route's own targets, in the order written. */
function buildBranches(
  route: RouteEntry,
  config: RouteRow['config'],
  lead: (name: string, path: string) => RouteOption['leadsTo'] | undefined,
  report: ReportProblem,
): RouteEntry['branches'] {
  const own: RouteEntry = { ...BARE_ROUTE, targets: route.targets };
  const branches = new Map<string, RouteEntry>();
  if (route.targets.length > 0) branches.set(DEFAULT_CATEGORY, own);
  (config.categories ?? []).forEach(({ name, route: to }, index) => {
    if (to === route.id && !config.targets?.length)
      report(
        `routes[${to}].categories[${index}].route`,
        'this route leads back to itself, and has no targets of its own',
      );
    const leadsTo = to === route.id ? own : lead(to, `categories[${index}].route`);
    if (!leadsTo) return;
    const isTarget = 'target' in leadsTo;
    branches.set(
      name,
      isTarget ? { ...BARE_ROUTE, targets: [{ name: to, weight: 1, leadsTo }] } : leadsTo,
    );
  });
  return branches;
}

const readRetry = (retry: Route['retry']): RetryTerms => ({
  attempts: retry?.attempts,
  baseMs: retry?.base_ms,
  maxMs: retry?.max_ms,
  deadlineMs: retry?.deadline_ms,
});

function readBreaker(breaker: Route['breaker']): BreakerTerms {
  return {
    failures: breaker?.failures ?? 5,
    windowMs: (breaker?.window_s ?? 60) * 1000,
    cooldownMs: (breaker?.cooldown_s ?? 15) * 1000,
  };
}
