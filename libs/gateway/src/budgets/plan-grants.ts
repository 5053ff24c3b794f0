import type { NanoUsd } from '@weighbridge/kernel/money';
import type { LeaseDraw } from './lease-source.js';

/** With less than this many holds left, leases are taken per request, so that the 402 edge is exact. */
const HOLDS_NEAR_THE_EDGE = 100n;
/** The share of what is left that one node takes into reserve: 1/20 = 5 %. */
const LEASE_DIVISOR = 20n;

/**
 * Decides how much lease each window of a draw gets: in order of arrival, every waiting hold that
 * fits all its windows, and beyond that a reserve where plenty is left. Pure, so that the ledger can
 * run it inside the transaction that has locked the windows.
 * @param available per window `limit − spent − leased`, after give-backs; may be negative
 * @returns the amount to lease per window, never negative and never above what is available
 */
export function planGrants(draw: LeaseDraw, available: readonly NanoUsd[]): NanoUsd[] {
  const pool = draw.windows.map((window, index) => window.free + available[index]!);
  const taken = draw.windows.map(() => 0n);
  for (const { needs } of draw.waiting) {
    if (!needs.every((need) => pool[need.window]! >= need.amount)) continue;
    for (const need of needs) {
      pool[need.window]! -= need.amount;
      taken[need.window]! += need.amount;
    }
  }
  return draw.windows.map((window, index) => {
    const granted = positive(taken[index]! - window.free);
    const left = available[index]! - granted;
    const reserve = window.topUp ? reserveTarget(left, window.holdSize) : 0n;
    return granted + positive(reserve - (window.free + granted - taken[index]!));
  });
}

/** The lease a node keeps ahead of its requests when `left` is not leased to anybody. */
export function reserveTarget(left: NanoUsd, holdSize: NanoUsd): NanoUsd {
  return left > HOLDS_NEAR_THE_EDGE * holdSize ? left / LEASE_DIVISOR : 0n;
}

const positive = (amount: NanoUsd): NanoUsd => (amount > 0n ? amount : 0n);
