import type { RequestNeeds } from '../filter-target.js';
import type { TargetFigures } from '../health/target-figures.js';
import type { RoutedTarget, Target } from '../snapshot.js';

/** What a strategy chooses between: a target, or a route that has put its own targets in order. */
export interface Choice {
  readonly weight: number;
  /** At least one; the first is what the choice is judged by. */
  readonly targets: readonly RoutedTarget[];
}

/** Everything a strategy may know. */
export interface StrategyContext {
  readonly needs: RequestNeeds;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Speed, load and success of a target at this moment. */
  figuresOf(target: Target): TargetFigures;
  /** Of the quota a target has, between 0 and 1; null: nobody limits it. */
  quotaLeft(target: Target): number | null;
  /** Output tokens this caller gets from a target on average; null: not known yet. */
  usualOutput(target: Target): number | null;
  /** The key of the target that served this conversation before; null: none, or not known. */
  familiarTarget(): string | null;
}

/**
 * A strategy that orders by other things than figures. Never adds or drops a choice, and depends on
 * nothing but what it is handed.
 */
export interface OrderingStrategy {
  order(choices: readonly Choice[], context: StrategyContext): readonly Choice[];
}

/**
 * A strategy that gives each choice a value, the lower the better; null: not known. What follows
 * from the values is the same for all of them ({@link rankChoices}).
 */
export interface RankingStrategy {
  measure(choices: readonly Choice[], context: StrategyContext): readonly (number | null)[];
  readonly terms: RankTerms;
}

export interface RankTerms {
  /** Choices within this factor of the best share the traffic by their load; 1: ties alone do. */
  readonly near: number;
  /** Within this factor of the best, the target that knows the conversation goes first; 0: never. */
  readonly familiar: number;
  /** Values are learnt by sending requests, so some must go to targets that look worse. */
  readonly explores: boolean;
}

export type RoutingStrategy = OrderingStrategy | RankingStrategy;
