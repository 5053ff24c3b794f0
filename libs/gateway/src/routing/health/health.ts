import type { Clock } from '@weighbridge/kernel/clock';
import { SweptMap } from '../../limits/swept-map.js';
import type { Credential, RoutedTarget, Target } from '../snapshot.js';
import { Breaker, type BreakerState, type Outcome } from './breaker.js';
import { CredentialRotation } from './credential-rotation.js';
import { QuotaCooldowns } from './quota-cooldowns.js';
import {
  type AttemptTiming,
  MeasuredTarget,
  type TargetFigures,
  UNMEASURED,
} from './target-figures.js';

/** A target nobody called for so long is as good as new. */
const FORGOTTEN_AFTER_MS = 600_000;

/** Why a target cannot be tried now. */
export interface Block {
  readonly reason: 'breaker_open' | 'quota_cooling' | 'credentials_exhausted';
  /** Milliseconds until it can; null: not known. */
  readonly retryAfterMs: number | null;
}

/** The right to make one attempt. A lease: ended exactly once, later calls change nothing. */
export interface AttemptPermit {
  readonly credential: Credential;
  /** True for the one attempt that decides whether a breaker closes. */
  readonly isProbe: boolean;
  /** @param timing of a success, where it is known */
  end(outcome: Outcome, timing?: AttemptTiming): void;
}

export interface TargetHealth {
  /** Unique over all workspaces. */
  target: string;
  breaker: BreakerState;
  inFlight: number;
}

/** How a target stands on one route. */
export interface RoutedHealth {
  readonly breaker: BreakerState;
  readonly figures: TargetFigures;
}

/** What is known of the providers' state. It outlives snapshots; only attempts change it. */
export interface Health {
  /** Null: the target may be tried. */
  blockOf(routed: RoutedTarget): Block | null;
  /** Begins an attempt, taking the probe of a half-open breaker; a block instead when it may not. */
  begin(routed: RoutedTarget): AttemptPermit | Block;
  /** Leaves the target's whole quota group alone for so many milliseconds. */
  cool(target: Target, milliseconds: number): void;
  /** Sets a key aside that the provider refused. */
  markDead(target: Target, credential: Credential): void;
  /** What is known of a target's load, speed and success. */
  figuresOf(target: Target): TargetFigures;
  /** Of the target's upstream quota, between 0 and 1; null: the vendor has not said lately. */
  quotaLeftOf(target: Target): number | null;
  describe(): TargetHealth[];
  describeRouted(routed: RoutedTarget): RoutedHealth;
}

/** Tells a permit from a block. */
export const isPermit = (begun: AttemptPermit | Block): begun is AttemptPermit =>
  'credential' in begun;

/** Half-open, with the probe under way: nobody knows how long it takes. */
const PROBING: Block = { reason: 'breaker_open', retryAfterMs: null };
/** Vendors count most quotas by model: what is not said to share one does not. */
const quotaGroupOf = ({ key, provider }: Target): string => provider.quotaGroup ?? `target ${key}`;

const EXHAUSTED: Block = { reason: 'credentials_exhausted', retryAfterMs: null };

export function createHealth(clock: Pick<Clock, 'monotonic'>): Health {
  const breakers = new SweptMap<{ breaker: Breaker; target: string }>(({ breaker }) =>
    breaker.isIdle(clock.monotonic()),
  );
  const measured = new SweptMap<MeasuredTarget>(
    ({ inFlight, lastAt }) => inFlight === 0 && clock.monotonic() - lastAt > FORGOTTEN_AFTER_MS,
  );
  const cooldowns = new QuotaCooldowns();
  const credentials = new CredentialRotation();

  const blockAt = ({ target, breakerKey }: RoutedTarget, now: number): Block | null => {
    if (credentials.isExhausted(target.provider, now)) return EXHAUSTED;
    const cooling = cooldowns.msLeft(quotaGroupOf(target), now);
    if (cooling > 0) return { reason: 'quota_cooling', retryAfterMs: cooling };
    const entry = breakers.get(breakerKey);
    if (!entry) return null;
    const wait = entry.breaker.msUntilFree(now);
    if (wait === null) return PROBING;
    return wait > 0 ? { reason: 'breaker_open', retryAfterMs: wait } : null;
  };

  const measure = (key: string): MeasuredTarget => {
    let target = measured.get(key);
    if (!target) {
      target = new MeasuredTarget();
      measured.set(key, target);
    }
    return target;
  };

  const end = (
    routed: RoutedTarget,
    figures: MeasuredTarget,
    isProbe: boolean,
    outcome: Outcome,
    timing: AttemptTiming | undefined,
  ): void => {
    const { key } = routed.target;
    const now = clock.monotonic();
    if (outcome === 'failure') figures.noteFailure(now);
    else if (timing) figures.noteAnswer(now, timing);
    figures.inFlight--;
    let entry = breakers.get(routed.breakerKey);
    if (!entry && outcome === 'failure') {
      entry = { breaker: new Breaker(routed.breaker), target: key };
      breakers.set(routed.breakerKey, entry);
    }
    entry?.breaker.end(now, isProbe, outcome);
  };

  return {
    blockOf: (routed) => blockAt(routed, clock.monotonic()),

    begin(routed) {
      const now = clock.monotonic();
      const block = blockAt(routed, now);
      if (block) return block;
      const credential = credentials.take(routed.target.provider, now);
      if (!credential) return EXHAUSTED;
      const figures = measure(routed.target.key);
      figures.inFlight++;
      const isProbe = breakers.get(routed.breakerKey)?.breaker.begin() ?? false;
      let ended = false;
      return {
        credential,
        isProbe,
        end(outcome, timing) {
          if (ended) return;
          ended = true;
          end(routed, figures, isProbe, outcome, timing);
        },
      };
    },

    cool: (target, milliseconds) =>
      cooldowns.cool(quotaGroupOf(target), clock.monotonic() + milliseconds),
    markDead: (target, credential) =>
      credentials.markDead(target.provider, credential, clock.monotonic()),
    figuresOf: (target) => measured.get(target.key) ?? UNMEASURED,
    quotaLeftOf: (target) => measured.get(target.key)?.quotaLeft(clock.monotonic()) ?? null,

    describe() {
      const now = clock.monotonic();
      const described = new Map<string, TargetHealth>();
      for (const [target, { inFlight }] of measured.entries())
        if (inFlight > 0) described.set(target, { target, breaker: 'closed', inFlight });
      for (const [, { breaker, target }] of breakers.entries()) {
        const known = described.get(target);
        const state = breaker.stateAt(now);
        if (known && state === 'closed') continue;
        described.set(target, { target, breaker: state, inFlight: known?.inFlight ?? 0 });
      }
      return [...described.values()];
    },

    describeRouted: ({ target, breakerKey }) => ({
      breaker: breakers.get(breakerKey)?.breaker.stateAt(clock.monotonic()) ?? 'closed',
      figures: measured.get(target.key) ?? UNMEASURED,
    }),
  };
}
