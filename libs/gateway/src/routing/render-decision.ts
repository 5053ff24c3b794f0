import type { Strategy } from '@weighbridge/contracts/config/route';
import type { Candidate } from './candidate.js';
import type { RoutedTarget, RouteEntry } from './snapshot.js';

/** What a decision is made of, whether or not anything was left to try. */
export interface DecisionParts {
  readonly route: RouteEntry;
  readonly strategy: Strategy;
  readonly attempts: readonly RoutedTarget[];
  readonly candidates: readonly Candidate[];
}

/** A plan as the request log and `POST /api/v1/routing/plan` show it. */
export interface Decision {
  route: string | null;
  strategy: string;
  order: string[];
  candidates: {
    model: string;
    stage: string;
    weight: number;
    kept: boolean;
    reason: string | null;
  }[];
}

/** Made when somebody wants to read it: the request path keeps the plan as it is. */
export function renderDecision(plan: DecisionParts): Decision {
  return {
    route: plan.route.id,
    strategy: plan.strategy,
    order: plan.attempts.map(({ target }) => target.id),
    candidates: plan.candidates.map(({ routed, stage, dropped }) => ({
      model: routed.target.id,
      stage,
      weight: routed.weight,
      kept: dropped === null,
      reason: dropped,
    })),
  };
}
