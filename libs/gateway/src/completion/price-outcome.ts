import type { AttemptOutcome as Settlement } from '@weighbridge/contracts/records/settle-record';
import { type NanoUsd, priceUnits } from '@weighbridge/kernel/money';
import type { ModelPrice } from '../catalogue/model-facts.js';
import { pricesAt, priceUsage } from '../catalogue/price-usage.js';
import type { Usage } from '../dialects/canonical/usage.js';
import { UpstreamError } from '../providers/upstream-error.js';
import { type AttemptOutcome, BUDGET_SPENT } from './attempt-outcome.js';

/** What an attempt cost, and how sure that is. */
export interface Settled {
  outcome: Settlement;
  cost: NanoUsd;
  flags: readonly string[];
  /** What it is charged for; null: nothing is known of that. */
  usage: Usage | null;
}

/** What is known of an attempt when it has ended. */
export interface CostFacts {
  price: ModelPrice | null;
  /** The operator wrote the price: it wins over what the vendor says. */
  isDeclared: boolean;
  hold: NanoUsd;
  inputEstimate: number;
  /** Output tokens counted while they passed; zero when no output came. */
  meteredOutput: number;
}

const NOTHING: Settled = { outcome: 'not_billed', cost: 0n, flags: [], usage: null };
const NO_FLAGS: readonly string[] = [];
const ESTIMATED: readonly string[] = ['estimated_usage'];

/**
 * Decides what an attempt is charged. Usage the provider reported is priced, unless it says itself
 * what it charges; a request that never left or was answered with an error is free; whatever else may
 * have been billed is charged at what was metered or at the hold, never at zero.
 */
export function priceOutcome(outcome: AttemptOutcome, facts: CostFacts): Settled {
  if (outcome.kind === 'failure' && outcome.usage === null) {
    if (wasNotBilled(outcome, facts.meteredOutput)) return NOTHING;
    return guess(facts);
  }
  const { usage } = outcome;
  const stated = facts.isDeclared ? undefined : usage?.statedCost;
  if (stated !== undefined) return { outcome: 'billed', cost: stated, flags: NO_FLAGS, usage };
  if (facts.price === null) {
    const known = usage ?? estimateUsage(facts);
    return { outcome: 'unknown', cost: facts.hold, flags: ['unknown_price'], usage: known };
  }
  if (usage === null) return guess(facts);
  if (outcome.kind === 'failure' && facts.meteredOutput > usage.outputTokens) {
    // Vendors tell the input first: more has passed than this usage knows of.
    const passed = { ...usage, outputTokens: facts.meteredOutput };
    const cost = priceUsage(passed, facts.price);
    return { outcome: 'unknown', cost, flags: ESTIMATED, usage: passed };
  }
  return { outcome: 'billed', cost: priceUsage(usage, facts.price), flags: NO_FLAGS, usage };
}

type Failed = AttemptOutcome & { kind: 'failure' };
const NO_CONTENT = 204;

/** Vendors bill answers: neither statuses that are none, nor an error told in the place of output. */
function wasNotBilled({ failure, httpStatus }: Failed, meteredOutput: number): boolean {
  if (failure === BUDGET_SPENT) return false;
  if (!(failure instanceof UpstreamError)) return !failure.sent;
  if (failure.status !== null || httpStatus === NO_CONTENT) return true;
  return failure.isReported && meteredOutput === 0;
}

/** The larger of what was seen passing and, when nothing passed, the hold. */
function guess(facts: CostFacts): Settled {
  const { price, hold, inputEstimate, meteredOutput } = facts;
  const usage = estimateUsage(facts);
  if (usage === null || price === null)
    return { outcome: 'unknown', cost: hold, flags: ['unknown_cost'], usage };
  const prices = pricesAt(price, inputEstimate);
  const cost = priceUnits(inputEstimate, prices.input) + priceUnits(meteredOutput, prices.output);
  return { outcome: 'unknown', cost, flags: ESTIMATED, usage };
}

/** What was seen passing; null: nothing was. */
function estimateUsage({ inputEstimate, meteredOutput }: CostFacts): Usage | null {
  if (meteredOutput === 0) return null;
  return {
    inputTokens: inputEstimate,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: meteredOutput,
    reasoningTokens: 0,
  };
}
