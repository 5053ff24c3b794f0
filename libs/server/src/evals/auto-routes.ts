import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import {
  comparisonTerms,
  DEFAULT_MAX_QUALITY_LOSS,
} from '@weighbridge/evals/automatic/comparison-terms';
import type { ModelNaming } from '@weighbridge/evals/automatic/plan-pairs';
import type { AutoRoute, RouteChoice } from '@weighbridge/evals/deciding/auto-route';
import { DEFAULT_MIN_PAIRS, type TokenPrice } from '@weighbridge/evals/policy/route-terms';
import type {
  RouteEntry,
  RouteOption,
  RoutedTarget,
  Snapshot,
  WorkspaceEntry,
} from '@weighbridge/gateway/routing/snapshot';

/** What is in force, compiled and as it was configured. */
export interface InForce {
  snapshot: Snapshot;
  source: SnapshotSource;
}

const NANO_PER_MILLION = 1e15;

/** What model names mean to evaluations, by the snapshot in force. */
export function createNaming(inForce: () => InForce | null): ModelNaming {
  const resolve = (workspaceId: string, name: string): RouteEntry | null => {
    const workspace = inForce()?.snapshot.workspaces.get(workspaceId);
    return workspace ? resolveQuietly(workspace, name) : null;
  };
  return {
    canonical(workspaceId, name) {
      const route = resolve(workspaceId, name);
      return route && canonicalName(route);
    },
    defaultsUnder(workspaceId, routeId) {
      const route = routeId === '' ? null : resolve(workspaceId, routeId);
      return route ? defaultsUnder(route) : [];
    },
  };
}

/**
 * Every auto route in every workspace that has it, with its prices of this moment.
 * @param judgeVersion of a workspace's judge: verdicts of another one do not count
 */
export function describeAutoRoutes(
  { snapshot, source }: InForce,
  judgeVersion: (workspaceId: string, judge: string) => string,
): AutoRoute[] {
  const autoRoutes = source.routes.filter(({ config }) => config.strategy === 'auto');
  return source.workspaces.flatMap((row) => {
    const workspace = snapshot.workspaces.get(row.id);
    const visible = autoRoutes.filter(
      ({ workspaceId }) => workspaceId === null || workspaceId === row.id,
    );
    const ids = [...new Set(visible.map(({ config }) => config.id))];
    return ids.flatMap((routeId): AutoRoute[] => {
      const entry = workspace ? resolveQuietly(workspace, routeId) : null;
      const fallback = entry?.targets[entry.defaultTarget];
      if (!entry || entry.strategy !== 'auto' || !fallback) return [];
      const own = visible.find(
        ({ config, workspaceId }) => config.id === routeId && workspaceId === row.id,
      );
      const { config } = own ?? visible.find((one) => one.config.id === routeId)!;
      const terms = comparisonTerms(row);
      const evalsLoss = terms?.maxQualityLoss ?? DEFAULT_MAX_QUALITY_LOSS;
      return [
        {
          workspaceId: row.id,
          organizationId: row.organizationId,
          routeId,
          defaultName: fallback.name,
          choices: entry.targets.map(describeChoice),
          maxQualityLoss: config.auto?.max_quality_loss ?? evalsLoss,
          minPairs: config.auto?.min_pairs ?? DEFAULT_MIN_PAIRS,
          objective: config.auto?.objective ?? 'price',
          prices: new Map(entry.targets.flatMap(priceOf)),
          judgeVersion: terms && judgeVersion(row.id, terms.judge),
        },
      ];
    });
  });
}

/** What a name leads to; null: nowhere. */
export function resolveQuietly(workspace: WorkspaceEntry, name: string): RouteEntry | null {
  try {
    return workspace.resolveForEvals(name);
  } catch {
    return null; // a name that leads nowhere is the configuration check's to report
  }
}

/** `provider/model` of a target that was named, a route by its id. */
const canonicalName = (route: RouteEntry): string | null =>
  route.id ?? targetsUnder(route.targets)[0]?.target.id ?? null;

const isTarget = (leadsTo: RouteOption['leadsTo']): leadsTo is RoutedTarget => 'target' in leadsTo;

/** Of a route and of those it leads to: a category route may have auto routes as its branches. */
function defaultsUnder(route: RouteEntry): string[] {
  const own = route.strategy === 'auto' ? route.targets[route.defaultTarget]?.name : undefined;
  const inner = route.targets.flatMap(({ leadsTo }) => (isTarget(leadsTo) ? [] : [leadsTo]));
  const below = [...inner, ...route.branches.values()].flatMap(defaultsUnder);
  return own === undefined ? below : [own, ...below];
}

/** Every target that the options can reach; the configuration has no loops. */
const targetsUnder = (options: readonly RouteOption[]): RoutedTarget[] =>
  options.flatMap(({ leadsTo }) =>
    isTarget(leadsTo)
      ? [leadsTo]
      : [
          ...targetsUnder(leadsTo.targets),
          ...[...leadsTo.branches.values()].flatMap((branch) => targetsUnder(branch.targets)),
        ],
  );

function describeChoice(option: RouteOption): RouteChoice {
  const route = isTarget(option.leadsTo) ? null : option.leadsTo.id;
  const targets = targetsUnder([option]).map(({ target }) => target.id);
  return { name: option.name, targets, models: route === null ? targets : [route, ...targets] };
}

/** Of what an option reaches first: where several serve, what they really cost is in the evidence. */
function priceOf(option: RouteOption): [string, TokenPrice][] {
  const targets = targetsUnder([option]);
  const price = targets.length === 1 ? targets[0]!.target.facts.price : null;
  if (!price) return [];
  const perToken = (nanoPerMillion: bigint): number => Number(nanoPerMillion) / NANO_PER_MILLION;
  return [[option.name, { input: perToken(price.input), output: perToken(price.output) }]];
}
