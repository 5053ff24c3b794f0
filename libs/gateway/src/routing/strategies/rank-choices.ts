import { orderByShuffle } from './shuffle.js';
import type { Choice, RankTerms, StrategyContext } from './strategy.js';

/** Finished attempts after which a target's figures count. */
const LEAST_SAMPLES = 2;
/** Share of the requests that go to the target heard of least recently: what learning costs. */
const EXPLORED_SHARE = 0.01;
/** A familiar target may have so many times the least load, and so many attempts on top. */
const FAMILIAR_LOAD = 2;
const FAMILIAR_SLACK = 2;

/**
 * Orders choices by their values, the lower the better, unknown ones last; equals in random order.
 * Where values are learnt, a target without a past goes first, one request at a time, and a small
 * share goes to whichever was not heard of for longest. Near the best, the less busy of two drawn at
 * random goes first (power of two choices). The target that knows the conversation goes first while
 * it is near the best and not crowded.
 */
export function rankChoices(
  choices: readonly Choice[],
  values: readonly (number | null)[],
  terms: RankTerms,
  context: StrategyContext,
): readonly Choice[] {
  const valueOf = new Map(choices.map((choice, index) => [choice, values[index] ?? null]));
  const order = [...orderByShuffle(choices, context)].sort(
    (one, other) => weigh(valueOf.get(one)!) - weigh(valueOf.get(other)!),
  );
  const best = valueOf.get(order[0]!) ?? Number.POSITIVE_INFINITY;
  const isWithin = (choice: Choice, factor: number): boolean =>
    weigh(valueOf.get(choice)!) <= best * factor;
  const first =
    (terms.explores ? explore(order, context) : undefined) ??
    findFamiliar(order, terms, isWithin, context) ??
    chooseNear(order, terms, isWithin, context);
  return first ? [first, ...order.filter((choice) => choice !== first)] : order;
}

const weigh = (value: number | null): number => value ?? Number.POSITIVE_INFINITY;

type IsWithin = (choice: Choice, factor: number) => boolean;

function explore(order: readonly Choice[], context: StrategyContext): Choice | undefined {
  const figuresOf = ({ targets }: Choice) => context.figuresOf(targets[0]!.target);
  const unknown = order.find((choice) => {
    const { samples, inFlight } = figuresOf(choice);
    return samples < LEAST_SAMPLES && inFlight === 0;
  });
  if (unknown) return unknown;
  if (context.random() >= EXPLORED_SHARE) return undefined;
  return order.reduce((stalest, choice) =>
    figuresOf(choice).lastAt < figuresOf(stalest).lastAt ? choice : stalest,
  );
}

function findFamiliar(
  order: readonly Choice[],
  terms: RankTerms,
  isWithin: IsWithin,
  context: StrategyContext,
): Choice | undefined {
  if (terms.familiar === 0) return undefined;
  const key = context.familiarTarget();
  if (key === null) return undefined;
  const familiar = order.find(({ targets }) => targets[0]!.target.key === key);
  if (!familiar) return undefined;
  const busy = (choice: Choice) => context.figuresOf(choice.targets[0]!.target).inFlight;
  const least = Math.min(...order.map(busy));
  const isCrowded = busy(familiar) > FAMILIAR_LOAD * least + FAMILIAR_SLACK;
  return !isCrowded && isWithin(familiar, terms.familiar) ? familiar : undefined;
}

function chooseNear(
  order: readonly Choice[],
  terms: RankTerms,
  isWithin: IsWithin,
  context: StrategyContext,
): Choice | undefined {
  if (terms.near === 1) return undefined;
  const near = order.filter((choice) => isWithin(choice, terms.near));
  if (near.length < 2) return undefined;
  const one = near[Math.floor(context.random() * near.length)]!;
  const other = near[Math.floor(context.random() * near.length)]!;
  const busy = (choice: Choice) => context.figuresOf(choice.targets[0]!.target).inFlight;
  return busy(other) < busy(one) ? other : one;
}
