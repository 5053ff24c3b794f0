import type { ModelPrice } from '../../catalogue/model-facts.js';
import { type AttemptTiming, MeasuredTarget } from '../health/target-figures.js';
import { keyOf, providerRow, routeRow, seededRandom, targetsOf } from '../snapshot.fixture.js';
import { rankChoices } from './rank-choices.js';
import { STRATEGIES_OVER_TARGETS, type TargetStrategy } from './registry.js';
import type { Choice, StrategyContext } from './strategy.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const TEMPLATES = targetsOf(
  keyOf({
    providers: [
      providerRow(
        'main',
        NAMES.map((id) => ({ id })),
      ),
    ],
    routes: [
      routeRow(
        'r',
        NAMES.map((id) => `main/${id}`),
      ),
    ],
  }).resolveModel('r'),
);

/** Choices of one target each, `a`, `b`, `c` …, that differ in weight alone. */
export const weigh = (...weights: number[]): Choice[] =>
  weights.map((weight, index) => ({ weight, targets: [TEMPLATES[index]!] }));

/** So many choices of weight 1. */
export const choose = (count: number): Choice[] => weigh(...Array<number>(count).fill(1));

/** As {@link choose}, with a price each; null: unknown. */
export const priced = (...prices: (ModelPrice | null)[]): Choice[] =>
  prices.map((price, index) => {
    const routed = TEMPLATES[index]!;
    const target = { ...routed.target, facts: { ...routed.target.facts, price } };
    return { weight: 1, targets: [{ ...routed, target }] };
  });

export const nameOf = ({ targets }: Choice): string => targets[0]!.target.model;

/** A target seen often enough, with so many attempts under way and answers like the one given. */
export function measured(
  timing: Partial<AttemptTiming> = {},
  { inFlight = 0, answers = 10, failures = 0, at = 1_000 } = {},
): MeasuredTarget {
  const figures = new MeasuredTarget();
  const answer = { totalMs: 100, firstTokenMs: null, inputTokens: 10, cachedTokens: 0 };
  for (let index = 0; index < answers; index++)
    figures.noteAnswer(at, { ...answer, outputTokens: 10, ...timing });
  for (let index = 0; index < failures; index++) figures.noteFailure(at);
  figures.inFlight = inFlight;
  return figures;
}

/** Figures by the target's name, and nothing known of anything else. */
export function contextOf(
  figures: Record<string, MeasuredTarget> = {},
  over: Partial<StrategyContext> = {},
): StrategyContext {
  return {
    needs: {
      endpoint: 'chat',
      capabilities: [],
      inputTokens: 1_000,
      totalTokens: 2_000,
      maxOutputTokens: null,
      body: {},
    },
    random: seededRandom(5),
    figuresOf: ({ model }) => figures[model] ?? new MeasuredTarget(),
    quotaLeft: () => null,
    usualOutput: () => null,
    familiarTarget: () => null,
    ...over,
  };
}

/** The order a strategy gives, as the plan would ask for it. */
export function order(
  name: TargetStrategy,
  choices: readonly Choice[],
  context: StrategyContext,
): readonly Choice[] {
  const strategy = STRATEGIES_OVER_TARGETS[name];
  if ('order' in strategy) return strategy.order(choices, context);
  return rankChoices(choices, strategy.measure(choices, context), strategy.terms, context);
}
