import { DecayedMean } from './decayed-mean.js';
import { DurationFit } from './duration-fit.js';
import { readRemainingShare } from './read-remaining-share.js';
import { RecentValues } from './recent-values.js';

/** Response headers by lower-case name, made when they are asked for. */
export interface HeaderRecord {
  toRecord(): Readonly<Record<string, string>>;
}

/** What one finished attempt tells of its target. */
export interface AttemptTiming {
  /** Milliseconds from sending to the last byte. */
  readonly totalMs: number;
  /** Null: the answer came in one piece. */
  readonly firstTokenMs: number | null;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  /** Of the answer: some vendors tell in them what is left of a quota. */
  readonly headers?: HeaderRecord;
}

/** What strategies may know of a target at this moment. */
export interface TargetFigures {
  /** Attempts under way. */
  readonly inFlight: number;
  /** Attempts under way, on average, when the times below were measured. */
  readonly usualInFlight: number;
  /** Finished attempts that said something, failures included. */
  readonly samples: number;
  /** Monotonic milliseconds of the latest of them. */
  readonly lastAt: number;
  /** Share of recent attempts that succeeded. */
  readonly successRate: number;
  /** Milliseconds; null: no stream was seen. */
  readonly firstTokenMs: number | null;
  /** Output tokens per second of generation; null: not seen. */
  readonly tokensPerSecond: number | null;
  /** Share of the input that was read from the vendor's cache. */
  readonly cachedShare: number;
  /** Milliseconds a whole answer of so many tokens is expected to take; null: not seen. */
  predictMs(outputTokens: number): number | null;
  /** Milliseconds to the first token that a share of recent streams kept within; null: not seen. */
  firstTokenPercentile(share: number): number | null;
  /** Output tokens per second that a share of recent answers reached; null: not seen. */
  throughputPercentile(share: number): number | null;
}

/** A vendor's word on its own quota is old news after this long. */
const QUOTA_TRUSTED_MS = 60_000;
/** Quota headers are read at most this often: reading them costs more than they change. */
const QUOTA_READ_EVERY_MS = 1_000;

/** The figures of one target, kept up to date as its attempts end. */
export class MeasuredTarget implements TargetFigures {
  inFlight = 0;
  samples = 0;
  lastAt = Number.NEGATIVE_INFINITY;
  readonly #duration = new DurationFit();
  readonly #firstToken = new DecayedMean();
  readonly #rate = new DecayedMean();
  readonly #success = new DecayedMean();
  readonly #cached = new DecayedMean();
  readonly #load = new DecayedMean();
  readonly #firstTokens = new RecentValues();
  readonly #rates = new RecentValues();
  #quotaLeft: number | null = null;
  #quotaReadAt = Number.NEGATIVE_INFINITY;

  get usualInFlight(): number {
    return this.#load.value;
  }

  get successRate(): number {
    return this.#success.isEmpty ? 1 : this.#success.value;
  }

  get firstTokenMs(): number | null {
    return this.#firstToken.isEmpty ? null : this.#firstToken.value;
  }

  get tokensPerSecond(): number | null {
    return this.#rate.isEmpty ? null : this.#rate.value;
  }

  get cachedShare(): number {
    return this.#cached.value;
  }

  predictMs(outputTokens: number): number | null {
    return this.#duration.isEmpty ? null : this.#duration.predict(outputTokens);
  }

  firstTokenPercentile(share: number): number | null {
    return this.#firstTokens.percentile(share);
  }

  /** So many reached it: the value that the others did not pass. */
  throughputPercentile(share: number): number | null {
    return this.#rates.percentile(1 - share);
  }

  noteFailure(now: number): void {
    this.#noteAttempt(now, 0);
  }

  noteAnswer(now: number, timing: AttemptTiming): void {
    this.#noteAttempt(now, 1);
    const { totalMs, firstTokenMs, inputTokens, cachedTokens, outputTokens, headers } = timing;
    if (headers) this.#noteQuota(now, headers);
    this.#duration.add(now, outputTokens, totalMs);
    this.#load.add(now, this.inFlight);
    if (inputTokens > 0) this.#cached.add(now, Math.min(1, cachedTokens / inputTokens));
    if (firstTokenMs !== null) {
      this.#firstToken.add(now, firstTokenMs);
      this.#firstTokens.add(firstTokenMs);
    }
    const generationMs = totalMs - (firstTokenMs ?? 0);
    if (outputTokens > 0 && generationMs > 0) {
      const rate = (outputTokens * 1000) / generationMs;
      this.#rate.add(now, rate);
      this.#rates.add(rate);
    }
  }

  /** Of its upstream quota, between 0 and 1; null: the vendor has not said lately. */
  quotaLeft(now: number): number | null {
    return now - this.#quotaReadAt < QUOTA_TRUSTED_MS ? this.#quotaLeft : null;
  }

  #noteQuota(now: number, headers: HeaderRecord): void {
    if (now - this.#quotaReadAt < QUOTA_READ_EVERY_MS) return;
    this.#quotaReadAt = now;
    this.#quotaLeft = readRemainingShare(headers.toRecord());
  }

  #noteAttempt(now: number, success: 0 | 1): void {
    this.samples++;
    this.lastAt = now;
    this.#success.add(now, success);
  }
}

/** A target nobody has called yet. */
export const UNMEASURED = new MeasuredTarget();
