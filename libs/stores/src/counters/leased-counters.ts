import type { Limits } from '@weighbridge/contracts/config/limits';
import type {
  Admission,
  AdmitOutcome,
  Counters,
  LimitRefusal,
  LimitStanding,
} from '@weighbridge/gateway/limits/counters';
import {
  countedTokens,
  createMemoryCounters,
  isLimited,
  type MemoryCounters,
  type SubjectUsage,
  UNLIMITED,
} from '@weighbridge/gateway/limits/memory-counters';
import { SweptMap } from '@weighbridge/gateway/limits/swept-map';
import type { Clock } from '@weighbridge/kernel/clock';
import {
  fallsShort,
  type LimitAuthority,
  type LimitDraw,
  type LimitGrant,
} from './limit-authority.js';
import { type AdmissionKeeper, LeasedAdmission, mergeStanding } from './leased-admission.js';
import type { LeasedCountersOptions } from './leased-counters-options.js';
import { LimitLink } from './limit-link.js';
import { shareOf } from './share-of-limits.js';
import { SubjectLease, type Waiter } from './subject-lease.js';
import { usedOf } from './used-of-span.js';

/** How often slots that nobody needs are given back, and every so many times rates too. */
const GIVE_BACK_MS = 50;
const RATES_EVERY = 20;
/** A slot that was just released elsewhere is on its way back for so long. */
const SLOT_ON_ITS_WAY_MS = 25;

/** Counts limits for all nodes that share an authority. */
export interface LeasedCounters extends Counters {
  /** The connection to the authority is there again. */
  look(): void;
  /** The connection to the authority is lost. */
  lose(error: unknown): void;
  close(): Promise<void>;
}

/**
 * Limits over several nodes: each draws slices from a shared count ahead of need and admits from them in
 * memory. While the authority is away, every node admits its share: the limit divided by the nodes.
 * @returns once the authority was asked for the first time, whether it answered or not
 */
export async function openLeasedCounters(options: LeasedCountersOptions): Promise<LeasedCounters> {
  const counters = new LeasedCountersOfNode(options);
  await counters.open();
  return counters;
}

class LeasedCountersOfNode implements LeasedCounters, AdmissionKeeper {
  readonly #leases = new SweptMap<SubjectLease>((lease) => lease.isIdle);
  /** Leases with something to give back. */
  readonly #holding = new Map<SubjectLease, Limits>();
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #authority: LimitAuthority;
  readonly #node: string;
  readonly #bucketMs: number;
  readonly #spanMs: number;
  /** What this node used: its share when it is alone, and what it tells a count that began anew. */
  readonly #local: MemoryCounters;
  readonly #link: LimitLink;
  #givingBack: NodeJS.Timeout | null = null;
  #looks = 0;

  constructor({ authority, node, clock, window, presumedNodes = 1, log }: LeasedCountersOptions) {
    this.#clock = clock;
    this.#authority = authority;
    this.#node = node;
    this.#bucketMs = window.bucketMs;
    this.#spanMs = window.spanMs;
    this.#local = createMemoryCounters(clock, window.spanMs, window.bucketMs);
    this.#link = new LimitLink({
      ...{ authority, node, presumedNodes, log },
      takeStock: () => this.#takeStock(),
      onJoined: () => this.#serveAll(),
      onAway: () => this.#serveAll(),
    });
  }

  async open(): Promise<void> {
    this.#givingBack = setInterval(() => this.#giveBack(), GIVE_BACK_MS);
    this.#givingBack.unref();
    await this.#link.open();
  }

  look = (): void => this.#link.look();

  lose = (error: unknown): void => this.#link.lose(error);

  async close(): Promise<void> {
    if (this.#givingBack) clearInterval(this.#givingBack);
    await this.#link.close();
  }

  admit(subject: string, limits: Limits, expectedTokens: number): AdmitOutcome {
    if (!isLimited(limits)) return UNLIMITED;
    const tokens = countedTokens(Math.ceil(expectedTokens), limits);
    const lease = this.#leaseOf(subject);
    if (this.#link.state === 'away') return this.#admitFromShare(lease, limits, tokens);
    const refusal = this.refusalOf(subject, limits, tokens);
    if (refusal) return refusal;
    const isFree = lease.waiters.length === 0 && !lease.promised;
    if (this.#link.state === 'joined' && isFree && lease.covers(limits, tokens))
      return this.#admitFromLease(lease, limits, tokens);
    return new Promise((resolve) => {
      lease.waiters.push({ limits, tokens, retried: false, resolve });
      if (!lease.drawing) void this.#draw(lease, limits);
    });
  }

  refusalOf(subject: string, limits: Limits, expectedTokens: number): LimitRefusal | null {
    if (!isLimited(limits)) return null;
    if (this.#link.state === 'away') return this.#refusalOfShare(subject, limits, expectedTokens);
    const lease = this.#leases.get(subject);
    const tokens = countedTokens(expectedTokens, limits);
    const stands =
      lease && !lease.covers(limits, tokens)
        ? lease.standingRefusal(limits, tokens, this.#clock.monotonic())
        : null;
    if (stands) return stands;
    const refusal = this.#local.refusalOf(subject, limits, tokens);
    // Buckets there begin and end at other times than here.
    return refusal && { ...refusal, retryAfterMs: refusal.retryAfterMs + this.#bucketMs };
  }

  standingOf(subject: string, limits: Limits): LimitStanding {
    const local = this.#local.standingOf(subject, limits);
    const lease = this.#leases.get(subject);
    if (!lease?.grant || this.#link.state === 'away') return local;
    const age = this.#clock.monotonic() - lease.grantedAt;
    return {
      requests: mergeStanding(local.requests, lease.grant.requests, lease.requests.free, age),
      tokens: mergeStanding(local.tokens, lease.grant.tokens, lease.tokens.free, age),
    };
  }

  /** Called by an admission that ends. */
  release(lease: SubjectLease, limits: Limits, surplusTokens: number): void {
    lease.usedSlots--;
    if (limits.tpm !== undefined && surplusTokens !== 0) lease.tokens.add(surplusTokens);
    if (limits.max_parallel !== undefined) lease.slots.add(1);
    this.#holding.set(lease, limits);
    if (lease.slots.free > 0 && this.#link.state === 'joined')
      this.#giveSlotsBackSoon(lease, limits);
  }

  #leaseOf(subject: string): SubjectLease {
    let lease = this.#leases.get(subject);
    if (!lease) {
      lease = new SubjectLease(subject);
      this.#leases.set(subject, lease);
    }
    return lease;
  }

  #admitFromLease(lease: SubjectLease, limits: Limits, tokens: number): Admission | LimitRefusal {
    const outcome = this.#admitLocally(lease, limits, limits, tokens);
    if (outcome.admitted && lease.isLow(limits) && !lease.drawing) void this.#draw(lease, limits);
    return outcome;
  }

  /** While the authority is away. What is admitted is told to it later. */
  #admitFromShare(lease: SubjectLease, limits: Limits, tokens: number): Admission | LimitRefusal {
    const share = this.#shareFor(lease, limits);
    const outcome = this.#admitLocally(lease, limits, share, countedTokens(tokens, share));
    return outcome.admitted ? outcome : { ...outcome, value: limits[outcome.limit] ?? 0 };
  }

  #admitLocally(
    lease: SubjectLease,
    limits: Limits,
    enforced: Limits,
    tokens: number,
  ): Admission | LimitRefusal {
    const outcome = this.#local.admit(lease.subject, enforced, tokens);
    if (!outcome.admitted) return outcome;
    lease.take(limits, tokens);
    this.#holding.set(lease, limits);
    return new LeasedAdmission(this, lease, limits, tokens, outcome);
  }

  #refusalOfShare(subject: string, limits: Limits, expectedTokens: number): LimitRefusal | null {
    const share = this.#shareFor(this.#leaseOf(subject), limits);
    const refusal = this.#local.refusalOf(subject, share, expectedTokens);
    return refusal && { ...refusal, value: limits[refusal.limit] ?? 0 };
  }

  #shareFor(lease: SubjectLease, limits: Limits): Limits {
    const others = lease.othersUse(this.#clock.monotonic(), this.#spanMs);
    return shareOf(limits, this.#link.liveNodes, others);
  }

  async #draw(lease: SubjectLease, limits: Limits): Promise<void> {
    if (this.#link.state !== 'joined') return; // those who wait are served when that is known
    const waiting = lease.waiters;
    const latest = waiting.at(-1)?.limits ?? limits;
    lease.waiters = [];
    lease.growAhead(waiting, latest);
    lease.promised = waiting.length > 0;
    const draw = lease.askFor(waiting, latest);
    const grant = await this.#ask(lease, draw);
    lease.promised = false;
    const isShort = grant !== null && fallsShort(grant, draw);
    if (grant) for (const waiter of waiting) this.#serve(lease, waiter, isShort);
    else lease.waiters.unshift(...waiting);
    this.#holding.set(lease, latest);
    this.#serveWaiting(lease);
  }

  /** Draws, and takes in what was granted; null: the authority is away or has to be told first. */
  async #ask(lease: SubjectLease, draw: LimitDraw): Promise<LimitGrant | null> {
    const { epoch } = this.#link;
    lease.drawing = true;
    try {
      const grant = await this.#authority.draw(this.#node, epoch, draw);
      if (this.#link.state !== 'joined' || this.#link.epoch !== epoch) return null; // told anew since
      if (grant) lease.receive(grant, usedOf(this.#local, lease.subject), this.#clock.monotonic());
      else this.#link.look();
      return grant;
    } catch (error) {
      this.#link.lose(error);
      return null;
    } finally {
      lease.drawing = false;
    }
  }

  #serve(lease: SubjectLease, waiter: Waiter, isShort: boolean): void {
    const { limits, tokens } = waiter;
    if (lease.covers(limits, tokens))
      return waiter.resolve(this.#admitLocally(lease, limits, limits, tokens));
    // Answers that cost more than expected took it meanwhile: there is more.
    if (!isShort) return void lease.waiters.push(waiter);
    const held = lease.usedSlots + lease.slots.free;
    const othersHoldSlots = (lease.grant?.slots.sum ?? 0) > held;
    const lacksSlot = limits.max_parallel !== undefined && lease.slots.free < 1;
    if (lacksSlot && othersHoldSlots && !waiter.retried) return this.#retrySoon(lease, waiter);
    waiter.resolve(lease.refuse(waiter, this.#clock.monotonic()));
  }

  #retrySoon(lease: SubjectLease, waiter: Waiter): void {
    waiter.retried = true;
    setTimeout(() => {
      lease.waiters.push(waiter);
      this.#serveWaiting(lease);
    }, SLOT_ON_ITS_WAY_MS);
  }

  #serveWaiting(lease: SubjectLease): void {
    if (lease.waiters.length === 0 || lease.drawing) return;
    if (this.#link.state === 'joined') void this.#draw(lease, lease.waiters[0]!.limits);
    else if (this.#link.state === 'away')
      for (const { limits, tokens, resolve } of lease.waiters.splice(0))
        resolve(this.#admitFromShare(lease, limits, tokens));
  }

  #serveAll(): void {
    for (const [, lease] of this.#leases.entries()) this.#serveWaiting(lease);
  }

  #takeStock(): SubjectUsage[] {
    for (const [, lease] of this.#leases.entries()) lease.dropAll();
    return [...this.#local.usages()];
  }

  #giveSlotsBackSoon(lease: SubjectLease, limits: Limits): void {
    if (lease.givingSlotsBack) return;
    lease.givingSlotsBack = true;
    setImmediate(() => {
      lease.givingSlotsBack = false;
      const keep = Math.floor((limits.max_parallel ?? 0) / RATES_EVERY);
      const surplus = lease.slots.free - keep;
      if (surplus <= 0 || lease.drawing || this.#link.state !== 'joined') return;
      lease.slots.take(surplus);
      void this.#ask(lease, lease.askFor([], limits)).then(() => this.#serveWaiting(lease));
    });
  }

  #giveBack(): void {
    this.#looks++;
    if (this.#link.state !== 'joined') return;
    for (const [lease, limits] of this.#holding) {
      if (lease.drawing) continue;
      const draw = lease.giveBack(limits, this.#looks % RATES_EVERY === 0);
      if (draw) void this.#ask(lease, draw).then(() => this.#serveWaiting(lease));
      else if (!lease.holdsAnything) this.#holding.delete(lease);
    }
  }
}
