import { remainingWeight } from './decayed-mean.js';

/** Below this share of the mean's square, lengths vary too little to tell a slope from noise. */
const LEAST_VARIANCE = 0.01;

/**
 * How long an answer takes by its length: a first part and a part per token, by least squares over
 * recent answers (weighted by age as in {@link remainingWeight}). Works for answers in one piece,
 * which show no first token.
 */
export class DurationFit {
  #weight = 0;
  #at = 0;
  #tokens = 0;
  #tokensSquared = 0;
  #durations = 0;
  #products = 0;

  get isEmpty(): boolean {
    return this.#weight === 0;
  }

  /** @param now monotonic milliseconds */
  add(now: number, tokens: number, durationMs: number): void {
    const kept = remainingWeight(this.#weight, now - this.#at);
    const factor = this.#weight === 0 ? 0 : kept / this.#weight;
    this.#at = now;
    this.#weight = kept + 1;
    this.#tokens = this.#tokens * factor + tokens;
    this.#tokensSquared = this.#tokensSquared * factor + tokens * tokens;
    this.#durations = this.#durations * factor + durationMs;
    this.#products = this.#products * factor + tokens * durationMs;
  }

  /** Milliseconds for an answer of so many tokens; a fit never claims negative parts. */
  predict(tokens: number): number {
    const meanTokens = this.#tokens / this.#weight;
    const meanDuration = this.#durations / this.#weight;
    return meanDuration + this.#slope(meanTokens, meanDuration) * (tokens - meanTokens);
  }

  #slope(meanTokens: number, meanDuration: number): number {
    const variance = this.#tokensSquared / this.#weight - meanTokens ** 2;
    if (meanTokens === 0 || variance < LEAST_VARIANCE * meanTokens ** 2) return 0;
    const covariance = this.#products / this.#weight - meanTokens * meanDuration;
    return Math.min(Math.max(0, covariance / variance), meanDuration / meanTokens);
  }
}
