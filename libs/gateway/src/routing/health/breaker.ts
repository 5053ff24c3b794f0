import { SlidingWindow } from '../../limits/sliding-window.js';
import type { BreakerTerms } from '../snapshot.js';

export type BreakerState = 'closed' | 'open' | 'half-open';

/** How an attempt ended, as far as it says something about the target. */
export type Outcome = 'success' | 'failure' | 'neutral';

/** Buckets per failure window: a failure is forgotten at most this fraction of the window late. */
const BUCKETS = 60;

/**
 * Guards one target: closed → open after so many failures within the window → half-open after the
 * cooldown, when exactly one attempt may try → closed on its success, open again on its failure.
 * Times are monotonic milliseconds.
 */
export class Breaker {
  readonly #terms: BreakerTerms;
  #failures: SlidingWindow;
  #openUntil: number | null = null;
  #isProbing = false;

  constructor(terms: BreakerTerms) {
    this.#terms = terms;
    this.#failures = this.#emptyWindow();
  }

  stateAt(now: number): BreakerState {
    if (this.#openUntil === null) return 'closed';
    return now < this.#openUntil ? 'open' : 'half-open';
  }

  /** Milliseconds until an attempt may be made; 0: now; null: as soon as the probe has ended. */
  msUntilFree(now: number): number | null {
    if (this.#openUntil === null) return 0;
    if (now < this.#openUntil) return this.#openUntil - now;
    return this.#isProbing ? null : 0;
  }

  /** Begins an attempt that `msUntilFree` permits; true when it is the probe. */
  begin(): boolean {
    if (this.#openUntil === null) return false;
    this.#isProbing = true;
    return true;
  }

  /** Ends an attempt. One begun before the breaker opened no longer decides anything. */
  end(now: number, wasProbe: boolean, outcome: Outcome): void {
    if (wasProbe) {
      this.#isProbing = false;
      if (outcome === 'success') this.#close();
      else if (outcome === 'failure') this.#openUntil = now + this.#terms.cooldownMs;
      return;
    }
    if (this.#openUntil !== null || outcome !== 'failure') return;
    this.#failures.add(now, 1);
    if (this.#failures.sum(now) >= this.#terms.failures)
      this.#openUntil = now + this.#terms.cooldownMs;
  }

  /** Nothing is remembered that a new breaker would not know. */
  isIdle(now: number): boolean {
    return this.#openUntil === null && this.#failures.sum(now) === 0;
  }

  #close(): void {
    this.#openUntil = null;
    this.#failures = this.#emptyWindow();
  }

  #emptyWindow(): SlidingWindow {
    return new SlidingWindow(this.#terms.windowMs, this.#terms.windowMs / BUCKETS);
  }
}
