import type { Limits } from '@weighbridge/contracts/config/limits';
import type { Admission, LimitRefusal } from '@weighbridge/gateway/limits/counters';
import type { LimitDraw, LimitGrant, RateAsk, RateGrant } from './limit-authority.js';
import type { OthersUse } from './share-of-limits.js';
import { ShareInHand } from './share-in-hand.js';

/** A node is at most this part of a limit ahead: its slice. */
const SLICE = 1 / 20;
/** A slot comes free when somebody ends, which nobody knows beforehand. */
const SLOT_RETRY_MS = 1_000;
/** A refusal stands this long, so that a flood of refused requests is not a flood of draws. */
const REFUSAL_STANDS_MS = 50;

/** A request that waits for a draw. */
export interface Waiter {
  limits: Limits;
  tokens: number;
  /** It was refused a slot once, and a slot on its way back was worth a wait. */
  retried: boolean;
  resolve(outcome: Admission | LimitRefusal): void;
}

/** What a node holds of the limits of one subject, and who waits for more. */
export class SubjectLease {
  readonly requests = new ShareInHand();
  readonly tokens = new ShareInHand();
  readonly slots = new ShareInHand();
  /** Slots of requests that run. */
  usedSlots = 0;
  waiters: Waiter[] = [];
  /** Whether the draw under way counts on what is in hand for those it is made for. */
  promised = false;
  drawing = false;
  /** Slots that came free are about to be given back. */
  givingSlotsBack = false;
  /** Monotonic milliseconds of the last grant. */
  grantedAt = 0;
  grant: LimitGrant | null = null;
  #others: OthersUse = { requests: 0, tokens: 0, slots: 0 };
  #refusal: (LimitRefusal & { tokens: number; at: number }) | null = null;

  constructor(readonly subject: string) {}

  covers(limits: Limits, tokens: number): boolean {
    return (
      (limits.rpm === undefined || this.requests.free >= 1) &&
      (limits.tpm === undefined || this.tokens.free >= tokens) &&
      (limits.max_parallel === undefined || this.slots.free >= 1)
    );
  }

  take(limits: Limits, tokens: number): void {
    this.usedSlots++;
    if (limits.rpm !== undefined) this.requests.take(1);
    if (limits.tpm !== undefined) this.tokens.take(tokens);
    if (limits.max_parallel !== undefined) this.slots.take(1);
  }

  /** Whether it is time to draw before anyone has to wait. */
  isLow({ rpm, tpm }: Limits): boolean {
    return (
      (rpm !== undefined && runsLow(this.requests)) || (tpm !== undefined && runsLow(this.tokens))
    );
  }

  /** Whether there is anything to give back or to make up for, sooner or later. */
  get holdsAnything(): boolean {
    return this.requests.free !== 0 || this.tokens.free !== 0 || this.slots.free !== 0;
  }

  get isIdle(): boolean {
    return (
      this.usedSlots === 0 && this.waiters.length === 0 && !this.drawing && !this.holdsAnything
    );
  }

  /** Somebody waits, or soon would: be further ahead from now on. */
  growAhead(waiters: readonly Waiter[], limits: Limits): void {
    this.requests.growAhead(1, (limits.rpm ?? 0) * SLICE);
    this.tokens.growAhead(waiters[0]?.tokens ?? 0, (limits.tpm ?? 0) * SLICE);
  }

  /** What to ask for those who wait. */
  askFor(waiters: readonly Waiter[], limits: Limits): LimitDraw {
    const { requests, tokens, slots, usedSlots } = this;
    const wantedTokens = waiters.reduce((sum, waiter) => sum + waiter.tokens, 0);
    return {
      subject: this.subject,
      requests: askRate(requests, limits.rpm, waiters.length, waiters.length && 1),
      tokens: askRate(tokens, limits.tpm, wantedTokens, waiters[0]?.tokens ?? 0),
      slots: {
        limit: limits.max_parallel ?? null,
        need: Math.max(0, waiters.length - slots.free),
        held: usedSlots + slots.free,
      },
    };
  }

  /** What to give back of what nobody needed; null: nothing. */
  giveBack(limits: Limits, includeRates: boolean): LimitDraw | null {
    const slots = this.slots.takeSurplus();
    const requests = includeRates ? this.requests.takeSurplus() : 0;
    const tokens = includeRates ? this.tokens.takeSurplus() : 0;
    if (slots + requests + tokens === 0 && this.requests.free >= 0 && this.tokens.free >= 0)
      return null;
    const draw = this.askFor([], limits);
    draw.requests.giveBack += requests;
    draw.tokens.giveBack += tokens;
    draw.requests.ahead = 0;
    draw.tokens.ahead = 0;
    return draw;
  }

  /** What others use, as of the last grant; of slots only for a moment, because they come and go. */
  othersUse(now: number, spanMs: number): OthersUse {
    const age = now - this.grantedAt;
    const { requests, tokens, slots } = this.#others;
    if (age >= spanMs) return { requests: 0, tokens: 0, slots: 0 };
    return { requests, tokens, slots: age < SLOT_RETRY_MS ? slots : 0 };
  }

  /** @param used what this node has used of the span itself */
  receive(grant: LimitGrant, used: { requests: number; tokens: number }, now: number): void {
    this.requests.add(grant.requests.granted);
    this.tokens.add(grant.tokens.granted);
    this.slots.add(grant.slots.granted);
    this.grant = grant;
    this.grantedAt = now;
    const others = (sum: number, own: number) => Math.max(0, sum - own);
    this.#others = {
      requests: others(grant.requests.sum, used.requests + this.requests.free),
      tokens: others(grant.tokens.sum, used.tokens + this.tokens.free),
      slots: others(grant.slots.sum, this.usedSlots + this.slots.free),
    };
  }

  /** The count elsewhere was told anew what is used: nothing is in hand. */
  dropAll(): void {
    this.requests.drop();
    this.tokens.drop();
    this.slots.drop();
    this.#refusal = null;
  }

  /** What the last grant refuses a request with that is not covered. */
  refuse({ limits, tokens }: Waiter, now: number): LimitRefusal {
    const refusal = { ...this.#findRefusal(limits), admitted: false as const };
    this.#refusal = { ...refusal, tokens, at: now };
    return refusal;
  }

  /** The refusal that still stands for such a request, if any. */
  standingRefusal(limits: Limits, tokens: number, now: number): LimitRefusal | null {
    const refusal = this.#refusal;
    if (!refusal || now - refusal.at >= REFUSAL_STANDS_MS) return null;
    if (limits[refusal.limit] !== refusal.value) return null;
    if (refusal.limit === 'tpm' && tokens < refusal.tokens) return null;
    const { limit, value, retryAfterMs, at } = refusal;
    return { admitted: false, limit, value, retryAfterMs: Math.max(1, retryAfterMs - (now - at)) };
  }

  #findRefusal({ rpm, tpm, max_parallel }: Limits): Omit<LimitRefusal, 'admitted'> {
    const retryOf = (grant: RateGrant | undefined) => Math.max(1, grant?.retryMs ?? 1);
    if (max_parallel !== undefined && this.slots.free < 1)
      return { limit: 'max_parallel', value: max_parallel, retryAfterMs: SLOT_RETRY_MS };
    if (rpm !== undefined && this.requests.free < 1)
      return { limit: 'rpm', value: rpm, retryAfterMs: retryOf(this.grant?.requests) };
    return { limit: 'tpm', value: tpm ?? 0, retryAfterMs: retryOf(this.grant?.tokens) };
  }
}

const runsLow = ({ free, ahead }: ShareInHand): boolean => ahead > 0 && free * 2 < ahead;

function askRate(
  share: ShareInHand,
  limit: number | undefined,
  wanted: number,
  first: number,
): RateAsk {
  const giveBack = share.takeDebt();
  return {
    limit: limit ?? null,
    need: Math.max(0, wanted - share.free),
    ahead: Math.max(0, share.ahead - Math.max(0, share.free - wanted)),
    first: Math.max(0, first - share.free),
    giveBack,
  };
}
