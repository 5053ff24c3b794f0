import type { Route } from '@weighbridge/contracts/config/route';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { Finding, Path } from '../reading/finding.js';
import { type CheckContext, checkModelName, checkWorkspaceExists } from './check-context.js';
import { checkTimeouts } from './check-timeouts.js';
import { fault, findRepeatedIds, findRepeats, notice } from './make-finding.js';

/** What is wrong with the routes of a file beyond their shape, loops excepted. */
export function checkRoutes(context: CheckContext): Finding[] {
  const routes = context.config.routes ?? [];
  const repeated = findRepeatedIds('routes', routes, 'id');
  return routes.reduce(
    (findings, route, index) => findings.concat(checkOne(context, route, ['routes', index])),
    repeated,
  );
}

/** Every model name in a route with its path: what it may send requests to. */
export function namesInRoute(route: Route, path: Path): [name: string, path: Path][] {
  const lists = ['fallbacks', 'context_fallbacks', 'content_fallbacks'] as const;
  return [
    ...(route.targets ?? []).map(({ model }, index): [string, Path] => [
      model,
      [...path, 'targets', index, 'model'],
    ]),
    ...lists.flatMap((list) =>
      (route[list] ?? []).map((name, index): [string, Path] => [name, [...path, list, index]]),
    ),
    ...(route.categories ?? []).map(({ route: name }, index): [string, Path] => [
      name,
      [...path, 'categories', index, 'route'],
    ]),
    ...(route.auto?.default
      ? [[route.auto.default, [...path, 'auto', 'default']] as [string, Path]]
      : []),
  ];
}

function checkOne(context: CheckContext, route: Route, path: Path): Finding[] {
  return [
    ...checkWorkspaceExists(context, route.workspace, [...path, 'workspace']),
    ...namesInRoute(route, path).flatMap(([name, at]) =>
      checkModelName(context, name, route.workspace, at),
    ),
    ...checkBranchNames(context, route, path),
    ...checkRouteItself(route, path),
  ];
}

/** What is wrong with a route whatever else there is: the admin API asks the same of it. */
export function checkRouteItself(route: Omit<Route, 'workspace'>, path: Path): Finding[] {
  return [
    ...findRepeats(
      route.targets ?? [],
      ({ model }) => model,
      (index) => [...path, 'targets', index, 'model'],
      'this route already has this target',
    ),
    ...checkStrategy(route, path),
    ...findRepeats(
      route.categories ?? [],
      ({ name }) => name,
      (index) => [...path, 'categories', index, 'name'],
      'this category already has a route',
    ),
    ...checkRetry(route, path),
    ...checkTimeouts(route.timeouts, [...path, 'timeouts']),
  ];
}

function checkStrategy(route: Route, path: Path): Finding[] {
  const { strategy, targets = [] } = route;
  const findings: Finding[] = [];
  if (strategy === 'category') findings.push(...checkCategoryStrategy(route, path));
  if (strategy !== 'category' && targets.length === 0)
    findings.push(fault([...path, 'targets'], `strategy ${strategy} needs at least one target`));
  if (strategy === 'weighted' && targets.length > 0 && targets.every(({ weight }) => weight === 0))
    findings.push(fault([...path, 'targets'], 'at least one weight must be above 0'));
  if (strategy !== 'category' && route.categories)
    findings.push(notice([...path, 'categories'], `has no effect with strategy ${strategy}`));
  if (strategy !== 'auto' && route.auto)
    findings.push(notice([...path, 'auto'], `has no effect with strategy ${strategy}`));
  if (strategy !== 'weighted')
    targets.forEach(({ weight }, index) => {
      if (weight === undefined) return;
      const at = [...path, 'targets', index, 'weight'];
      findings.push(notice(at, `has no effect with strategy ${strategy}; it needs weighted`));
    });
  return findings;
}

function checkCategoryStrategy({ categories = [], targets = [] }: Route, path: Path): Finding[] {
  if (categories.length === 0)
    return [fault([...path, 'categories'], 'strategy category needs categories')];
  if (targets.length > 0 || categories.some(({ name }) => name === 'default')) return [];
  return [
    notice(
      [...path, 'categories'],
      'has no branch default, and the route no targets: a request of any other category is refused',
    ),
  ];
}

function checkBranchNames(context: CheckContext, route: Route, path: Path): Finding[] {
  const known = ['default', ...(context.config.categories ?? []).map(({ name }) => name)];
  const branches = route.categories ?? [];
  return branches.flatMap(({ name }, index) => {
    if (known.includes(name)) return [];
    const at = [...path, 'categories', index, 'name'];
    const nearest = suggestNearest(name, known);
    return nearest === undefined
      ? [notice(at, 'no category of this name is defined: only x-wb-category can name it')]
      : [fault(at, 'no category of this name is known', nearest)];
  });
}

function checkRetry(route: Route, path: Path): Finding[] {
  const { base_ms: first, max_ms: longest, deadline_ms: deadline } = route.retry ?? {};
  if (first !== undefined && longest !== undefined && first > longest)
    return [fault([...path, 'retry', 'base_ms'], 'is longer than max_ms')];
  if (longest !== undefined && deadline !== undefined && longest > deadline)
    return [
      notice([...path, 'retry', 'max_ms'], 'is longer than deadline_ms and so never reached'),
    ];
  return [];
}
