import type { Route } from '@weighbridge/contracts/config/route';
import type { Finding, Path } from '../reading/finding.js';
import type { CheckContext } from './check-context.js';
import { namesInRoute } from './check-routes.js';
import { resolveModelName } from './resolve-model-name.js';
import { fault } from './make-finding.js';

/**
 * Routes that lead back to themselves through targets, fallbacks or categories. A category that
 * names its own route means that route's own targets, which is no loop where there are any.
 */
export function checkRouteLoops(context: CheckContext): Finding[] {
  const findings: Finding[] = [];
  const finished = new Set<Route>();
  const routes = context.config.routes ?? [];
  routes.forEach((route) => follow(route, []));
  return findings;

  function follow(route: Route, trail: Route[]): void {
    if (finished.has(route)) return;
    for (const [name, path] of namesInRoute(route, ['routes', routes.indexOf(route)])) {
      const resolution = resolveModelName(context.config, context.implied, name, route.workspace);
      if (resolution.kind !== 'route') continue;
      const next = resolution.route;
      const start = [...trail, route].indexOf(next);
      if (start < 0) follow(next, [...trail, route]);
      else if (next !== route || !isOwnBranch(path) || !hasTargets(route))
        findings.push(fault(path, describeLoop([...[...trail, route].slice(start), next])));
    }
    finished.add(route);
  }
}

const hasTargets = ({ targets = [] }: Route): boolean => targets.length > 0;

const isOwnBranch = (path: Path): boolean => path[2] === 'categories';

const describeLoop = (routes: Route[]): string =>
  `leads back to where it came from: ${routes.map(({ id }) => id).join(' → ')}`;
