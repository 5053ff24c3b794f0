import type { Limits } from '@weighbridge/contracts/config/limits';
import type { Clock } from '@weighbridge/kernel/clock';
import type {
  Admission,
  Counters,
  LimitRefusal,
  LimitStanding,
  WindowStanding,
} from './counters.js';
import { SlidingWindow } from './sliding-window.js';
import { SweptMap } from './swept-map.js';

const SPAN_MS = 60_000;
// Half a second late in forgetting is 0.8 % of a minute; finer buckets cost memory for each key.
const BUCKET_MS = 500;
/** A slot comes free when somebody ends, which nobody knows beforehand. */
const SLOT_RETRY_MS = 1_000;

interface Usage {
  requests: SlidingWindow;
  tokens: SlidingWindow;
  parallel: number;
}

export const UNLIMITED: Admission = {
  admitted: true,
  release: () => undefined,
  standing: () => NO_LIMITS,
};
const NO_LIMITS: LimitStanding = { requests: null, tokens: null };

/** What one process counts, for whoever counts for several. */
export interface MemoryCounters extends Counters {
  admit(subject: string, limits: Limits, expectedTokens: number): Admission | LimitRefusal;
  /** The subjects that hold or have used anything. */
  usages(): IterableIterator<SubjectUsage>;
}

/** Rates as pairs of age in milliseconds and amount. */
export interface SubjectUsage {
  subject: string;
  requests: [number, number][];
  tokens: [number, number][];
  slots: number;
}

/** Counts within this process. */
export function createMemoryCounters(
  clock: Pick<Clock, 'monotonic'>,
  spanMs = SPAN_MS,
  bucketMs = BUCKET_MS,
): MemoryCounters {
  const usages = new SweptMap<Usage>((usage) => isIdle(usage, clock.monotonic()));
  const usageOf = (subject: string): Usage => {
    let usage = usages.get(subject);
    if (!usage) {
      usage = {
        requests: new SlidingWindow(spanMs, bucketMs),
        tokens: new SlidingWindow(spanMs, bucketMs),
        parallel: 0,
      };
      usages.set(subject, usage);
    }
    return usage;
  };
  return {
    admit(subject, limits, expectedTokens) {
      if (!isLimited(limits)) return UNLIMITED;
      const usage = usageOf(subject);
      const now = clock.monotonic();
      const tokens = countedTokens(expectedTokens, limits);
      const refusal = findRefusal(usage, limits, tokens, now);
      return refusal ?? new MemoryAdmission(usage, limits, tokens, now, clock);
    },
    refusalOf(subject, limits, expectedTokens) {
      if (!isLimited(limits)) return null;
      const usage = usages.get(subject);
      if (!usage) return null;
      return findRefusal(usage, limits, countedTokens(expectedTokens, limits), clock.monotonic());
    },
    standingOf(subject, limits) {
      return isLimited(limits) ? standing(usageOf(subject), limits, clock.monotonic()) : NO_LIMITS;
    },
    *usages() {
      const now = clock.monotonic();
      for (const [subject, usage] of usages.entries()) {
        if (isIdle(usage, now)) continue;
        const { requests, tokens, parallel } = usage;
        const rates = { requests: requests.amounts(now), tokens: tokens.amounts(now) };
        yield { subject, ...rates, slots: parallel };
      }
    },
  };
}

export const isLimited = ({ rpm, tpm, max_parallel }: Limits): boolean =>
  rpm !== undefined || tpm !== undefined || max_parallel !== undefined;

/**
 * Expected tokens count at most as the whole limit: a request that is expected to pass it is admitted
 * when nothing else counts, and its actual tokens count once they are known.
 */
export const countedTokens = (expectedTokens: number, { tpm }: Limits): number =>
  tpm !== undefined && expectedTokens > tpm ? Math.max(1, tpm) : expectedTokens;

const isIdle = (usage: Usage, now: number): boolean =>
  usage.parallel === 0 && usage.requests.sum(now) <= 0 && usage.tokens.sum(now) <= 0;

function findRefusal(
  usage: Usage,
  limits: Limits,
  expectedTokens: number,
  now: number,
): LimitRefusal | null {
  const { rpm, tpm, max_parallel } = limits;
  if (max_parallel !== undefined && usage.parallel >= max_parallel)
    return refuse('max_parallel', max_parallel, SLOT_RETRY_MS);
  if (rpm !== undefined && usage.requests.sum(now) + 1 > rpm)
    return refuse('rpm', rpm, usage.requests.msUntilAtMost(now, rpm - 1));
  if (tpm !== undefined && usage.tokens.sum(now) + expectedTokens > tpm)
    return refuse('tpm', tpm, usage.tokens.msUntilAtMost(now, Math.max(0, tpm - expectedTokens)));
  return null;
}

const refuse = (limit: keyof Limits, value: number, retryAfterMs: number): LimitRefusal => ({
  admitted: false,
  limit,
  value,
  retryAfterMs,
});

class MemoryAdmission implements Admission {
  readonly admitted = true;
  readonly #usage: Usage;
  readonly #limits: Limits;
  readonly #expectedTokens: number;
  readonly #tokenBucket: number;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #released = false;

  constructor(
    usage: Usage,
    limits: Limits,
    expectedTokens: number,
    now: number,
    clock: Pick<Clock, 'monotonic'>,
  ) {
    this.#usage = usage;
    this.#limits = limits;
    this.#expectedTokens = expectedTokens;
    this.#clock = clock;
    usage.parallel++;
    usage.requests.add(now, 1);
    this.#tokenBucket = usage.tokens.add(now, expectedTokens);
  }

  release(actualTokens: number | null): void {
    if (this.#released) return;
    this.#released = true;
    this.#usage.parallel--;
    if (actualTokens === null) return;
    const surplus = this.#expectedTokens - actualTokens;
    const now = this.#clock.monotonic();
    if (surplus > 0) this.#usage.tokens.takeBack(now, this.#tokenBucket, surplus);
    else if (surplus < 0) this.#usage.tokens.add(now, -surplus);
  }

  standing(): LimitStanding {
    return standing(this.#usage, this.#limits, this.#clock.monotonic());
  }
}

const standing = (usage: Usage, { rpm, tpm }: Limits, now: number): LimitStanding => ({
  requests: standingOfWindow(usage.requests, rpm, now),
  tokens: standingOfWindow(usage.tokens, tpm, now),
});

function standingOfWindow(
  window: SlidingWindow,
  limit: number | undefined,
  now: number,
): WindowStanding | null {
  if (limit === undefined) return null;
  return {
    limit,
    remaining: Math.max(0, limit - window.sum(now)),
    resetMs: window.msUntilEmpty(now),
  };
}
