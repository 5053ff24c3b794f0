/** What became of all requests under one policy. */
export class Outcomes {
  readonly latencies: number[] = [];
  requests = 0;
  failures = 0;
  /** USD, and what the cheapest target that was up would have cost. */
  cost = 0;
  cheapestCost = 0;
  /** Times of the calls of each target while its breaker was not closed. */
  readonly probes = new Map<string, number[]>();
  /** How often each target answered. */
  readonly served = new Map<string, number>();

  percentile(share: number): number {
    const sorted = Float64Array.from(this.latencies).sort();
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
  }

  /** The most probes of a target within any minute. */
  mostProbesPerMinute(target: string): number {
    const times = this.probes.get(target) ?? [];
    let most = 0;
    let first = 0;
    for (let last = 0; last < times.length; last++) {
      while (times[last]! - times[first]! >= 60_000) first++;
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
