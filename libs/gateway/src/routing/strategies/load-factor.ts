import type { TargetFigures } from '../health/target-figures.js';

/** Load up to this many times the usual is what chance brings; beyond it a target is crowded. */
const ORDINARY_SWING = 2;

/**
 * By how much a target is slower than its figures say because more is under way at it now than when
 * they were measured. 1 in ordinary times, so that a steady load does not blur which target is best.
 */
export const loadFactor = ({ inFlight, usualInFlight }: TargetFigures): number =>
  Math.max(1, (inFlight + 1) / (ORDINARY_SWING * (usualInFlight + 1)));

/** A target that fails most of the time must not be infinitely bad: it has to be seen to recover. */
const LEAST_SUCCESS = 0.05;

/** How many attempts a success takes on average. */
export const attemptsPerSuccess = ({ successRate }: TargetFigures): number =>
  1 / Math.max(LEAST_SUCCESS, successRate);
