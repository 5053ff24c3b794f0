import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { Candidate, Stage } from './candidate.js';
import type { SortBy } from './controls/provider-preferences.js';
import { DEFAULT_CATEGORY } from './categories/classification.js';
import { type AvailabilityView, refuseTarget } from './filter-target.js';
import { orderByDecision } from './order-by-decision.js';
import type { PlanInputs } from './plan.js';
import type { RoutedTarget, RouteEntry, RouteOption } from './snapshot.js';
import { STRATEGIES_OVER_TARGETS, type TargetStrategy } from './strategies/registry.js';
import { rankChoices } from './strategies/rank-choices.js';
import type { Choice, StrategyContext } from './strategies/strategy.js';

/** What an auto route's decision table said. */
export interface AutoDecision {
  /** Null: nothing was published for this workspace yet. */
  readonly version: number | null;
  /** As the route names them; where the caller sorted, `provider/model`. */
  readonly chosen: string;
  readonly runnerUp: string | null;
  /** `sorted`: the caller's own wish stood before the table. */
  readonly reason: 'decided' | 'default' | 'no_table' | 'sorted';
}

/**
 * Follows routes down to targets: filters each target first, lets every route order what is left of
 * its own, and keeps a note of all that was looked at.
 */
export class RouteWalk {
  readonly candidates: Candidate[] = [];
  readonly path: RouteEntry[] = [];
  auto: AutoDecision | null = null;
  readonly #inputs: PlanInputs;
  readonly #availability: AvailabilityView;
  readonly #context: StrategyContext;
  #sort: SortBy | null = null;

  /** @param availability what is temporarily in the way of targets, as far as it is to count here */
  constructor(inputs: PlanInputs, availability: AvailabilityView) {
    this.#inputs = inputs;
    this.#availability = availability;
    const { needs, random, live, usualOutput, familiarTarget } = inputs;
    const { figuresOf, quotaLeft } = live;
    this.#context = { needs, random, figuresOf, quotaLeft, usualOutput, familiarTarget };
  }

  /** The targets of the route asked for that may serve, in order, without its fallbacks. */
  lead(route: RouteEntry): readonly RoutedTarget[] {
    this.#sortFor(route);
    return this.#orderTargets(route, 'target', true);
  }

  /** The targets of several routes as if they were of one, in the order the caller asked for. */
  leadTogether(routes: readonly RouteEntry[]): readonly RoutedTarget[] {
    const first = routes[0]!;
    this.path.push(first);
    this.#sortFor(first);
    const options = routes.flatMap((route) => route.targets);
    return this.#orderOptions({ ...first, id: null }, options, 'target');
  }

  /** A model the caller named for later, with its own fallbacks. */
  addAlternative(route: RouteEntry, attempts: RoutedTarget[]): void {
    this.#sortFor(route);
    attempts.push(...this.#expandRoute(route, 'requested_fallback', false));
  }

  addOptions(options: readonly RouteOption[], stage: Stage, attempts: RoutedTarget[]): void {
    for (const option of options) attempts.push(...this.#expand(option, stage, null, false));
  }

  /** @param leads whether this route decides about the request, rather than being one of several */
  #orderTargets(route: RouteEntry, stage: Stage, leads: boolean): readonly RoutedTarget[] {
    if (leads) this.path.push(route);
    if (route.strategy === 'category') return this.#followCategory(route, stage, leads);
    if (route.strategy === 'auto') return this.#followDecision(route, stage, leads);
    return this.#orderOptions(route, route.targets, stage);
  }

  #followCategory(route: RouteEntry, stage: Stage, leads: boolean): readonly RoutedTarget[] {
    const { category } = this.#inputs.classify();
    const branch = route.branches.get(category) ?? route.branches.get(DEFAULT_CATEGORY);
    if (branch) return this.#expandRoute(branch, stage, leads);
    throw new ApiError(
      'no_target_available',
      `the route "${route.id}" has no branch for the category "${category}" and none for "${DEFAULT_CATEGORY}"`,
      { param: 'model', retryAfterSeconds: 60 },
    );
  }

  #followDecision(route: RouteEntry, stage: Stage, leads: boolean): readonly RoutedTarget[] {
    const table = this.#inputs.workspace.decisions.get(route.id!);
    if (this.#sort !== null) return this.#sortInstead(route, stage, leads, table?.version ?? null);
    const category = table && this.#inputs.classify().category;
    const { order, decision } = orderByDecision(route, table, category);
    if (leads) this.auto = decision;
    return order.flatMap((option, place) =>
      this.#expand(option, stage, this.#viaOf(route), leads && place === 0),
    );
  }

  #sortInstead(
    route: RouteEntry,
    stage: Stage,
    leads: boolean,
    version: number | null,
  ): readonly RoutedTarget[] {
    const sorted = this.#orderOptions(route, route.targets, stage);
    const [chosen, runnerUp] = sorted.map(({ target }) => target.id);
    if (leads && chosen !== undefined)
      this.auto = { version, chosen, runnerUp: runnerUp ?? null, reason: 'sorted' };
    return sorted;
  }

  #orderOptions(
    route: RouteEntry,
    options: readonly RouteOption[],
    stage: Stage,
  ): readonly RoutedTarget[] {
    const via = this.#viaOf(route);
    const choices: Choice[] = [];
    for (const option of options) {
      const targets = this.#expand(option, stage, via, false);
      if (targets.length > 0) choices.push({ weight: option.weight, targets });
    }
    if (choices.length < 2) return choices[0]?.targets ?? [];
    return this.#order(choices, route).flatMap(({ targets }) => targets);
  }

  #order(choices: readonly Choice[], route: RouteEntry): readonly Choice[] {
    const name = this.#sort ?? (route.strategy as TargetStrategy);
    const strategy = STRATEGIES_OVER_TARGETS[name];
    if ('order' in strategy) return strategy.order(choices, this.#context);
    const values = strategy.measure(choices, this.#context);
    choices.forEach(({ targets }, index) => this.#noteValue(targets[0]!, values[index] ?? null));
    return rankChoices(choices, values, strategy.terms, this.#context);
  }

  #noteValue(routed: RoutedTarget, value: number | null): void {
    for (const candidate of this.candidates)
      if (candidate.routed === routed) candidate.value ??= value;
  }

  /** What an option comes to: its target, or the targets of its route and that route's fallbacks. */
  #expand(
    { leadsTo, weight }: RouteOption,
    stage: Stage,
    via: string | null,
    leads: boolean,
  ): readonly RoutedTarget[] {
    if (!('target' in leadsTo)) return this.#expandRoute(leadsTo, stage, leads);
    const refusal = refuseTarget(leadsTo, this.#inputs, this.#availability);
    this.candidates.push({
      routed: leadsTo,
      stage,
      via,
      weight,
      dropped: refusal?.reason ?? null,
      retryAfterMs: refusal?.retryAfterMs ?? null,
      value: null,
    });
    return refusal ? [] : [leadsTo];
  }

  #expandRoute(route: RouteEntry, stage: Stage, leads: boolean): readonly RoutedTarget[] {
    const targets = this.#orderTargets(route, stage, leads);
    if (route.fallbacks.length === 0) return targets;
    const attempts = [...targets];
    this.addOptions(route.fallbacks, stage === 'target' ? 'fallback' : stage, attempts);
    return attempts;
  }

  /** What the caller asks of all models wins over what one name asks. */
  #sortFor({ sort }: RouteEntry): void {
    this.#sort = this.#inputs.preferences.sort ?? sort ?? null;
  }

  #viaOf(route: RouteEntry): string | null {
    return this.path[0] === route ? null : route.id;
  }
}
