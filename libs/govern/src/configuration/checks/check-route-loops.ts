import type { Route } from '@weighbridge/contracts/config/route';
import { type Finding, formatPath, type Path } from '../reading/finding.js';
import type { CheckContext } from './check-context.js';
import { namesInRoute } from './check-routes.js';
import { resolveConfinedRoute, resolveModelName } from './resolve-model-name.js';
import { fault } from './make-finding.js';

/**
 * Routes that lead back to themselves through targets, fallbacks or categories. A category that
 * names its own route means that route's own targets, which is no loop where there are any.
 */
export function checkRouteLoops(context: CheckContext): Finding[] {
  const findings: Finding[] = [];
  const reported = new Set<string>();
  const routes = context.config.routes ?? [];
  const owners = new Set(routes.flatMap(({ workspace }) => workspace ?? []));
  // A route for everybody leads on into what the workspace it serves has of its own: a loop that is
  // one only there passes a route of that workspace.
  for (const served of [undefined, ...owners]) {
    const finished = new Set<Route>();
    for (const route of routes) if (route.workspace === served) follow(route, []);

    function follow(route: Route, trail: Route[]): void {
      if (finished.has(route)) return;
      for (const [name, path] of namesInRoute(route, ['routes', routes.indexOf(route)])) {
        const next = findNext(context, name, route.workspace, served);
        if (!next) continue;
        const start = [...trail, route].indexOf(next);
        if (start < 0) follow(next, [...trail, route]);
        else if (next !== route || !isOwnBranch(path) || !hasTargets(route))
          report(path, describeLoop([...[...trail, route].slice(start), next]));
      }
      finished.add(route);
    }
  }
  return findings;

  function report(path: Path, message: string): void {
    const place = formatPath(path);
    if (!reported.has(place)) findings.push(fault(path, message));
    reported.add(place);
  }
}

function findNext(
  context: CheckContext,
  name: string,
  workspace: string | undefined,
  served: string | undefined,
): Route | undefined {
  const resolution = resolveModelName(context, name, workspace);
  if (resolution.kind === 'route') return resolution.route;
  if (resolution.kind !== 'confined' || workspace !== undefined || served === undefined)
    return undefined;
  return resolveConfinedRoute(context, name, served);
}

const hasTargets = ({ targets = [] }: Route): boolean => targets.length > 0;

const isOwnBranch = (path: Path): boolean => path[2] === 'categories';

const describeLoop = (routes: Route[]): string =>
  `leads back to where it came from: ${routes.map(({ id }) => id).join(' → ')}`;
