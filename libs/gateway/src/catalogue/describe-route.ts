import type { RouteEntry, RouteOption, Target } from '../routing/snapshot.js';
import type { ModelFacts, ModelPrice } from './model-facts.js';

/** Every target that a route may lead to, each once, without its fallbacks. */
export function targetsOf(route: RouteEntry): readonly Target[] {
  const targets = new Set<Target>();
  collect(route, targets, new Set());
  return [...targets];
}

function collect(route: RouteEntry, targets: Set<Target>, seen: Set<RouteEntry>): void {
  if (seen.has(route)) return;
  seen.add(route);
  for (const { leadsTo } of route.targets) {
    if (isRoute(leadsTo)) collect(leadsTo, targets, seen);
    else targets.add(leadsTo.target);
  }
  for (const branch of route.branches.values()) collect(branch, targets, seen);
}

const isRoute = (leadsTo: RouteOption['leadsTo']): leadsTo is RouteEntry => 'targets' in leadsTo;

/**
 * What a caller may count on, whichever target serves: what all of them can do, the smallest of
 * their limits, the dearest of their prices. What is unknown of one is unknown of the route.
 */
export function commonFacts(targets: readonly Target[]): ModelFacts | null {
  const facts = targets.map((target) => target.facts);
  const [first, ...others] = facts;
  if (!first || others.length === 0) return first ?? null;
  const abilities = known(facts, (one) => one.capabilities);
  const contexts = known(facts, (one) => one.context);
  const outputs = known(facts, (one) => one.maxOutput);
  return {
    price: dearest(facts),
    priceOrigin: first.priceOrigin,
    context: contexts && Math.min(...contexts),
    maxOutput: outputs && Math.min(...outputs),
    capabilities:
      abilities && abilities.reduce((all, some) => all.filter((one) => some.includes(one))),
  };
}

/** The values of all, or null when one is unknown. */
function known<Value>(
  facts: readonly ModelFacts[],
  read: (facts: ModelFacts) => Value | null,
): Value[] | null {
  const values = facts.map(read);
  return values.every((value): value is Value => value !== null) ? values : null;
}

function dearest(facts: readonly ModelFacts[]): ModelPrice | null {
  const prices = known(facts, ({ price }) => price);
  if (!prices) return null;
  const most = (read: (price: ModelPrice) => bigint): bigint =>
    prices.map(read).reduce((one, other) => (one > other ? one : other));
  return {
    input: most(({ input }) => input),
    output: most(({ output }) => output),
    cacheRead: null,
    cacheWrite: null,
  };
}
