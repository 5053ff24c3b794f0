/** Enough for a p90 that means something, few enough to follow a change within a minute. */
const KEPT = 64;

/** The latest values of something, for percentiles that are asked for now and then. */
export class RecentValues {
  readonly #values = new Float64Array(KEPT);
  #count = 0;

  add(value: number): void {
    this.#values[this.#count++ % KEPT] = value;
  }

  /**
   * The value that a share of the latest ones does not pass (nearest rank); null: there are none.
   * @param share between 0 and 1
   */
  percentile(share: number): number | null {
    const count = Math.min(this.#count, KEPT);
    if (count === 0) return null;
    const sorted = this.#values.slice(0, count).sort();
    return sorted[Math.max(0, Math.ceil(count * share) - 1)]!;
  }
}
