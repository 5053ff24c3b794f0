import { providerSubject } from '../limits/admit-request.js';
import type { Counters } from '../limits/counters.js';
import type { AvailabilityView } from './filter-target.js';
import type { Health } from './health/health.js';
import { UNMEASURED } from './health/target-figures.js';
import type { LiveView } from './plan.js';

/** What planning may know of the moment: the health of targets and the room under provider limits. */
export function viewAvailability(health: Health, counters: Counters): AvailabilityView {
  return {
    blockOf(routed, totalTokens) {
      const block = health.blockOf(routed);
      if (block) return block;
      const { provider } = routed.target;
      const refusal = counters.refusalOf(providerSubject(provider), provider.limits, totalTokens);
      return refusal && { reason: 'rate_limited', retryAfterMs: refusal.retryAfterMs };
    },
  };
}

/** What strategies may know of the moment: figures of targets, and what is left of their quotas. */
export function viewLive(health: Health, counters: Counters): LiveView {
  return {
    figuresOf: (target) => health.figuresOf(target),
    quotaLeft(target) {
      const { provider } = target;
      const { requests, tokens } = counters.standingOf(providerSubject(provider), provider.limits);
      const shares = [requests, tokens].flatMap((window) =>
        window ? [window.remaining / window.limit] : [],
      );
      const told = health.quotaLeftOf(target);
      if (told !== null) shares.push(told);
      return shares.length > 0 ? Math.min(...shares) : null;
    },
  };
}

/** Where no gateway runs: nothing is in the way and nothing was measured. */
export const NOTHING_IN_THE_WAY: AvailabilityView = { blockOf: () => null };
export const NOTHING_MEASURED: LiveView = { figuresOf: () => UNMEASURED, quotaLeft: () => null };
