import type { Strategy } from '@weighbridge/contracts/config/route';
import type { Candidate } from './candidate.js';
import type { Classification } from './categories/classification.js';
import type { ProviderPreferences } from './controls/provider-preferences.js';
import { applyPreferences } from './controls/apply-preferences.js';
import { takesFirstAlone } from './controls/provider-preferences.js';
import { NOTHING_IN_THE_WAY } from './availability.js';
import { dropUnavailable } from './drop-unavailable.js';
import { type AutoDecision, RouteWalk } from './route-walk.js';
import { type AvailabilityView, type RequestNeeds, TEMPORARY_REASONS } from './filter-target.js';
import { NoCandidateError, noCandidateError } from './no-candidate-error.js';
import type { RoutedTarget, RouteEntry, RouteOption, WorkspaceEntry } from './snapshot.js';
import type { StrategyContext } from './strategies/strategy.js';

/** What will be tried in which order, and why: data, for the attempts, the log and the console. */
export interface Plan {
  /** The route asked for, then those that its categories or its decision table led to. */
  readonly path: readonly RouteEntry[];
  readonly strategy: Strategy;
  /** At least one. */
  readonly attempts: readonly RoutedTarget[];
  readonly candidates: readonly Candidate[];
  /** Null: no auto route was asked. */
  readonly auto: AutoDecision | null;
}

/** What a strategy may know of the moment, without what belongs to the request. */
export type LiveView = Pick<StrategyContext, 'figuresOf' | 'quotaLeft'>;

/** Everything a plan depends on. Two plans from equal inputs are equal. */
export interface PlanInputs {
  readonly route: RouteEntry;
  /** Models the caller named for the case that the first one fails. */
  readonly alternatives: readonly RouteEntry[];
  readonly preferences: ProviderPreferences;
  readonly workspace: Pick<WorkspaceEntry, 'row' | 'decisions'>;
  readonly needs: RequestNeeds;
  readonly availability: AvailabilityView;
  readonly live: LiveView;
  /** Asked only by routes that depend on it. */
  classify(): Classification;
  usualOutput: StrategyContext['usualOutput'];
  familiarTarget: StrategyContext['familiarTarget'];
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/**
 * Decides where a request may go and in which order: hard filters before anything else, then the
 * category, the decision table and the strategy, then the fallbacks, then what the caller named.
 * Where the prompt is too long for the targets, the context fallbacks come first. For a caller who
 * takes nothing but the first choice, what is merely unavailable stays the first.
 * @throws ApiError naming why nothing is left, by the candidate that came closest
 */
export function planRequest(inputs: PlanInputs): Plan {
  const { route, alternatives, preferences } = inputs;
  const isBound = takesFirstAlone(preferences);
  const walk = new RouteWalk(inputs, isBound ? NOTHING_IN_THE_WAY : inputs.availability);
  const asked = preferences.sortsAcrossModels
    ? walk.leadTogether([route, ...alternatives])
    : walk.lead(route);
  const preferred = applyPreferences(asked, preferences, inputs.live);
  let attempts: RoutedTarget[] = [];
  const isTooLong = areTooShort(walk.candidates);
  if (isTooLong) addContextFallbacks(walk, attempts);
  attempts.push(...preferred);
  if (preferences.allowFallbacks) walk.addOptions(route.fallbacks, 'fallback', attempts);
  if (!preferences.sortsAcrossModels)
    for (const alternative of alternatives) walk.addAlternative(alternative, attempts);
  if (!isTooLong && attempts.length === 0 && walk.candidates.some(isDroppedByLength))
    addContextFallbacks(walk, attempts);
  const { path, candidates, auto } = walk;
  if (isBound) attempts = dropUnavailable(attempts, candidates, inputs);
  const strategy = strategyOf(route, preferences);
  if (attempts.length === 0)
    throw new NoCandidateError(noCandidateError(route, inputs, candidates), {
      ...{ path, strategy, attempts, candidates, auto },
    });
  return { path, strategy, attempts: withoutRepeats(attempts), candidates, auto };
}

const isDroppedByLength = ({ dropped }: Candidate): boolean => dropped === 'context';

/**
 * Whether the targets asked for could all serve but for the length of the prompt: what their vendors
 * would answer too, so it leads where that answer would.
 */
function areTooShort(candidates: readonly Candidate[]): boolean {
  let isAny = false;
  for (const { stage, dropped } of candidates) {
    if (stage !== 'target') continue;
    if (dropped === null || TEMPORARY_REASONS.has(dropped)) return false;
    isAny ||= dropped === 'context';
  }
  return isAny;
}

/** The nearest route's first. */
function addContextFallbacks(walk: RouteWalk, attempts: RoutedTarget[]): void {
  for (const led of reversed(walk.path))
    walk.addOptions(led.contextFallbacks, 'context_fallback', attempts);
}

/** What orders the targets: the caller's wish stands before all but the choice of a branch. */
function strategyOf({ strategy, sort }: RouteEntry, preferences: ProviderPreferences): Strategy {
  if (strategy === 'category') return strategy;
  return preferences.sort ?? sort ?? strategy;
}

/**
 * The fallbacks for a prompt too long, or for a content-policy refusal, that may serve now: those of
 * the route, then the models the caller named that are still to be tried. What was found out is not
 * added to the plan: it is frozen when it is made.
 */
export function planSpecialFallbacks(
  inputs: PlanInputs,
  path: readonly RouteEntry[],
  stage: 'context_fallback' | 'content_fallback',
): readonly RoutedTarget[] {
  const walk = new RouteWalk(inputs, inputs.availability);
  const found: RoutedTarget[] = [];
  for (const led of reversed(path)) walk.addOptions(specialOf(led, stage), stage, found);
  for (const alternative of inputs.alternatives) walk.addAlternative(alternative, found);
  return withoutRepeats(found);
}

const specialOf = (
  route: RouteEntry,
  stage: 'context_fallback' | 'content_fallback',
): readonly RouteOption[] =>
  stage === 'context_fallback' ? route.contextFallbacks : route.contentFallbacks;

/** From the route that was led to back to the one asked for: the nearest knows best. */
const reversed = (path: readonly RouteEntry[]): readonly RouteEntry[] =>
  path.length < 2 ? path : [...path].reverse();

/** A target named twice is tried once, in its first place. */
function withoutRepeats(attempts: readonly RoutedTarget[]): readonly RoutedTarget[] {
  if (attempts.length < 2) return attempts;
  const seen = new Set<unknown>();
  return attempts.filter(({ target }) => !seen.has(target) && seen.add(target));
}
