import type { Strategy } from '@weighbridge/contracts/config/route';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { WorkspaceRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { Candidate, Stage } from './candidate.js';
import { type AvailabilityView, type RequestNeeds, refuseTarget } from './filter-target.js';
import { NoCandidateError, noCandidateError } from './no-candidate-error.js';
import type { RoutedTarget, RouteEntry } from './snapshot.js';
import { findStrategy } from './strategies/registry.js';

/** What will be tried in which order, and why: data, for the attempts, the log and the console. */
export interface Plan {
  readonly route: RouteEntry;
  readonly strategy: Strategy;
  /** At least one. */
  readonly attempts: readonly RoutedTarget[];
  /** From here on the attempts are fallbacks: only after every target failed. */
  readonly fallbacksFrom: number;
  readonly candidates: readonly Candidate[];
}

/** Everything a plan depends on. Two plans from equal inputs are equal. */
export interface PlanInputs {
  readonly route: RouteEntry;
  readonly workspace: WorkspaceRow;
  readonly needs: RequestNeeds;
  readonly availability: AvailabilityView;
  /** Numbers in [0, 1). */
  random(): number;
}

/**
 * Decides where a request may go and in which order: hard filters, then the route's strategy, then
 * its fallbacks. Where no target is left because the prompt is too long, the context fallbacks serve.
 * @throws ApiError naming why nothing is left, by the candidate that came closest
 */
export function planRequest(inputs: PlanInputs): Plan {
  const { route } = inputs;
  const order = findStrategy(route.strategy);
  if (!order)
    throw new ApiError('not_implemented', `the strategy ${route.strategy} is not built yet`, {
      param: 'model',
    });
  const candidates: Candidate[] = [];
  const targets = order(keep(route.targets, 'target', inputs, candidates), inputs.random);
  const fallbacks = keep(route.fallbacks, 'fallback', inputs, candidates).filter(
    (fallback) => !targets.some(({ target }) => target === fallback.target),
  );
  let attempts = fallbacks.length > 0 ? [...targets, ...fallbacks] : targets;
  let fallbacksFrom = targets.length;
  if (attempts.length === 0 && candidates.some(({ dropped }) => dropped === 'context')) {
    attempts = keep(route.contextFallbacks, 'context_fallback', inputs, candidates);
    fallbacksFrom = 0;
  }
  const { strategy } = route;
  if (attempts.length === 0)
    throw new NoCandidateError(noCandidateError(route, inputs, candidates), {
      ...{ route, strategy, attempts, candidates },
    });
  return { route, strategy, attempts, fallbacksFrom, candidates };
}

/**
 * The fallbacks for a prompt too long, or for a content-policy refusal, that may serve now.
 * What was found out is not added to the plan: it is frozen when it is made.
 */
export function planSpecialFallbacks(
  inputs: PlanInputs,
  stage: 'context_fallback' | 'content_fallback',
): readonly RoutedTarget[] {
  const { route } = inputs;
  const named = stage === 'context_fallback' ? route.contextFallbacks : route.contentFallbacks;
  return named.length === 0 ? named : keep(named, stage, inputs, []);
}

function keep(
  named: readonly RoutedTarget[],
  stage: Stage,
  inputs: PlanInputs,
  candidates: Candidate[],
): readonly RoutedTarget[] {
  const kept: RoutedTarget[] = [];
  for (const routed of named) {
    const refusal = refuseTarget(routed, inputs.workspace, inputs.needs, inputs.availability);
    candidates.push({
      routed,
      stage,
      dropped: refusal?.reason ?? null,
      retryAfterMs: refusal?.retryAfterMs ?? null,
    });
    // A target named twice is tried once, in its first place.
    if (!refusal && !kept.some(({ target }) => target === routed.target)) kept.push(routed);
  }
  return kept;
}
