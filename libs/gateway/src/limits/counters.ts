import type { Limits } from '@weighbridge/contracts/config/limits';

/**
 * Where rates and concurrency are counted: in memory here, in leased slices of a shared count in a cluster.
 * The subject is what the limits belong to, such as `key key_01…`; its counts outlive snapshots.
 */
export interface Counters {
  /**
   * Takes one request, its expected tokens and one parallel slot: all of them or, with a refusal,
   * nothing. Limits are read anew each time, so a changed limit holds for the next request. A promise
   * only while the slice in hand does not cover it; it does not reject.
   */
  admit(subject: string, limits: Limits, expectedTokens: number): AdmitOutcome;
  /** What `admit` would refuse with, without taking anything. */
  refusalOf(subject: string, limits: Limits, expectedTokens: number): LimitRefusal | null;
  /** Where the limits of a subject stand, without taking anything. */
  standingOf(subject: string, limits: Limits): LimitStanding;
}

export type AdmitOutcome = Admission | LimitRefusal | Promise<Admission | LimitRefusal>;

/** What an admitted request occupies. A lease: given back exactly once, whatever happens after. */
export interface Admission {
  readonly admitted: true;
  /**
   * Frees the slot and corrects the expected tokens to the actual ones (null: they stay as they are).
   * Only the first call counts.
   */
  release(actualTokens: number | null): void;
  /** Where the limits stand now. */
  standing(): LimitStanding;
}

export interface LimitRefusal {
  readonly admitted: false;
  readonly limit: keyof Limits;
  readonly value: number;
  /** Milliseconds until a repeat can succeed, as far as is known. */
  readonly retryAfterMs: number;
}

/** Null where no such limit is set. */
export interface LimitStanding {
  readonly requests: WindowStanding | null;
  readonly tokens: WindowStanding | null;
}

export interface WindowStanding {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the whole limit is free again. */
  readonly resetMs: number;
}
