/**
 * Counts over the last `spanMs` milliseconds, in buckets. The bucket being filled comes on top of a
 * whole span of older ones, so a window placed anywhere is covered in full: a limit enforced on `sum`
 * is never passed in any span, at the price of forgetting up to one bucket late.
 * Times are monotonic milliseconds and may not run backwards.
 */
export class SlidingWindow {
  readonly #counts: Float64Array;
  readonly #bucketMs: number;
  /** Number of the newest bucket since time zero. */
  #newest = 0;
  /** Number of the newest bucket anything was added to. */
  #lastAdded = 0;
  #sum = 0;

  constructor(spanMs: number, bucketMs: number) {
    this.#counts = new Float64Array(Math.ceil(spanMs / bucketMs) + 1);
    this.#bucketMs = bucketMs;
  }

  sum(now: number): number {
    this.#advance(now);
    return this.#sum;
  }

  /** Adds to the present bucket and returns its number, for `correct`. */
  add(now: number, amount: number): number {
    this.#advance(now);
    this.#counts[this.#newest % this.#counts.length]! += amount;
    this.#sum += amount;
    this.#lastAdded = this.#newest;
    return this.#newest;
  }

  /** Takes back part of what was added to a bucket, if that bucket still counts. */
  takeBack(now: number, bucket: number, amount: number): void {
    this.#advance(now);
    if (this.#newest - bucket >= this.#counts.length) return;
    this.#counts[bucket % this.#counts.length]! -= amount;
    this.#sum -= amount;
  }

  /** Milliseconds until everything counted so far has left the span; 0: nothing counts. */
  msUntilEmpty(now: number): number {
    this.#advance(now);
    if (this.#sum === 0) return 0;
    return (this.#lastAdded + this.#counts.length) * this.#bucketMs - now;
  }

  /** Milliseconds until `sum` has fallen to `atMost` if nothing is added; 0: it has. */
  msUntilAtMost(now: number, atMost: number): number {
    this.#advance(now);
    let sum = this.#sum;
    const length = this.#counts.length;
    for (let bucket = this.#newest - length + 1; bucket <= this.#newest; bucket++) {
      if (sum <= atMost) return Math.max(0, (bucket - 1 + length) * this.#bucketMs - now);
      sum -= bucket < 0 ? 0 : this.#counts[bucket % length]!;
    }
    return (this.#newest + length) * this.#bucketMs - now;
  }

  /** What counts, as pairs of age in milliseconds and amount, oldest first. */
  amounts(now: number): [number, number][] {
    this.#advance(now);
    const length = this.#counts.length;
    const found: [number, number][] = [];
    for (let bucket = Math.max(0, this.#newest - length + 1); bucket <= this.#newest; bucket++) {
      const amount = this.#counts[bucket % length]!;
      if (amount > 0) found.push([now - bucket * this.#bucketMs, amount]);
    }
    return found;
  }

  /** Empties the buckets that have left the span. */
  #advance(now: number): void {
    const present = Math.floor(now / this.#bucketMs);
    const passed = present - this.#newest;
    if (passed <= 0) return;
    this.#newest = present;
    if (passed >= this.#counts.length) {
      this.#counts.fill(0);
      this.#sum = 0;
      return;
    }
    for (let bucket = present - passed + 1; bucket <= present; bucket++) {
      const index = bucket % this.#counts.length;
      this.#sum -= this.#counts[index]!;
      this.#counts[index] = 0;
    }
  }
}
