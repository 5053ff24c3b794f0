import type { Strategy } from '@weighbridge/contracts/config/route';
import type { Candidate } from './candidate.js';
import type { Classification } from './categories/classification.js';
import type { AutoDecision } from './route-walk.js';
import type { RoutedTarget, RouteEntry } from './snapshot.js';

/** What a decision is made of, whether or not anything was left to try. */
export interface DecisionParts {
  readonly path: readonly RouteEntry[];
  readonly strategy: Strategy | 'none';
  readonly attempts: readonly RoutedTarget[];
  readonly candidates: readonly Candidate[];
  readonly auto: AutoDecision | null;
}

/** A plan as the request log and `POST /api/v1/routing/plan` show it. */
export interface Decision {
  route: string | null;
  strategy: string;
  category: string;
  decided_by: string;
  /** The routes that led to the targets, from the one asked for. */
  path: string[];
  /** What the decision table of an auto route said; null: none was asked. */
  auto: { version: number | null; chosen: string; runner_up: string | null; reason: string } | null;
  order: string[];
  candidates: {
    model: string;
    stage: string;
    via: string | null;
    weight: number;
    kept: boolean;
    reason: string | null;
    value: number | null;
  }[];
}

/** Made when somebody wants to read it: the request path keeps the plan as it is. */
export function renderDecision(
  plan: DecisionParts,
  { category, decidedBy }: Pick<Classification, 'category' | 'decidedBy'>,
): Decision {
  const { path, auto } = plan;
  return {
    route: path[0]?.id ?? null,
    strategy: plan.strategy,
    category,
    decided_by: decidedBy,
    path: path.flatMap(({ id }) => id ?? []),
    auto: auto && {
      version: auto.version,
      chosen: auto.chosen,
      runner_up: auto.runnerUp,
      reason: auto.reason,
    },
    order: plan.attempts.map(({ target }) => target.id),
    candidates: plan.candidates.map(({ routed, stage, via, weight, dropped, value }) => ({
      model: routed.target.id,
      stage,
      via,
      weight,
      kept: dropped === null,
      reason: dropped,
      value,
    })),
  };
}

/** Texts of the plainest decision there is, which most requests of a direct name share. */
const plainTexts = new WeakMap<RouteEntry, string>();

/** {@link renderDecision} as JSON text. */
export function writeDecision(
  plan: DecisionParts,
  classification: Pick<Classification, 'category' | 'decidedBy'>,
): string {
  const [route] = plan.path;
  const [candidate, another] = plan.candidates;
  const isPlain =
    route !== undefined &&
    plan.path.length === 1 &&
    plan.strategy === route.strategy &&
    plan.auto === null &&
    another === undefined &&
    candidate?.dropped === null &&
    candidate.stage === 'target' &&
    classification.decidedBy === 'default';
  if (!isPlain) return JSON.stringify(renderDecision(plan, classification));
  let text = plainTexts.get(route);
  if (text === undefined) {
    text = JSON.stringify(renderDecision(plan, classification));
    plainTexts.set(route, text);
  }
  return text;
}
