import { providerSubject } from '../limits/admit-request.js';
import type { Counters } from '../limits/counters.js';
import type { AvailabilityView } from './filter-target.js';
import type { Health } from './health/health.js';

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
