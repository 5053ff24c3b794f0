/** Milliseconds in which what was learnt loses weight by a factor of e: providers change within a minute. */
const MEMORY_MS = 10_000;

/** However many samples there are, the next one counts this much: a busy target changes too. */
const MOST_SAMPLES = 40;

/**
 * How much of a weight is left after a pause. What was learnt last never counts less than one new
 * sample: after a quiet night the old figure is half of the next one, not nothing.
 */
export function remainingWeight(weight: number, pauseMs: number): number {
  const bounded = Math.min(weight, MOST_SAMPLES);
  if (pauseMs <= 0) return bounded;
  return Math.max(bounded * Math.exp(-pauseMs / MEMORY_MS), Math.min(weight, 1));
}

/** A mean in which recent samples count more: exponentially weighted by age, not by number. */
export class DecayedMean {
  value = 0;
  #weight = 0;
  #at = 0;

  get isEmpty(): boolean {
    return this.#weight === 0;
  }

  /** @param now monotonic milliseconds */
  add(now: number, sample: number): void {
    this.#weight = remainingWeight(this.#weight, now - this.#at) + 1;
    this.#at = now;
    this.value += (sample - this.value) / this.#weight;
  }
}
