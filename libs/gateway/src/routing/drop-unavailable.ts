import type { Candidate } from './candidate.js';
import type { PlanInputs } from './plan.js';
import type { RoutedTarget } from './snapshot.js';

/** Those of the targets that nothing is in the way of right now; of the others the note says what. */
export function dropUnavailable(
  targets: readonly RoutedTarget[],
  candidates: readonly Candidate[],
  { availability, needs }: Pick<PlanInputs, 'availability' | 'needs'>,
): RoutedTarget[] {
  return targets.filter((routed) => {
    const block = availability.blockOf(routed, needs.totalTokens);
    if (!block) return true;
    for (const candidate of candidates)
      if (candidate.routed === routed && candidate.dropped === null) {
        candidate.dropped = block.reason;
        candidate.retryAfterMs = block.retryAfterMs;
      }
    return false;
  });
}
