import type { NanoUsd } from '@weighbridge/kernel/money';

/**
 * What was spent of a window beyond every lease and is not known to be posted. The ledger cannot
 * tell it from anything it counts as leased, so it is followed by what is: settlements are posted in
 * their order, and an excess is posted with the lease its own settlement consumed.
 */
export class UnpostedExcess {
  total: NanoUsd = 0n;
  /** Lease consumed by all settlements of this window so far. */
  #consumed: NanoUsd = 0n;
  #entries: { consumed: NanoUsd; amount: NanoUsd }[] = [];

  /**
   * Notes a settlement.
   * @param consumed the lease it used up
   * @param amount what it cost beyond that
   */
  settle(consumed: NanoUsd, amount: NanoUsd): void {
    this.#consumed += consumed;
    if (amount <= 0n) return;
    this.#entries.push({ consumed: this.#consumed, amount });
    this.total += amount;
  }

  /** Forgets what the ledger has by now. @param unposted consumed lease it still counts as leased */
  forgetPosted(unposted: NanoUsd): void {
    const posted = this.#consumed - unposted;
    let gone = 0;
    for (const { consumed, amount } of this.#entries) {
      if (consumed > posted) break;
      this.total -= amount;
      gone++;
    }
    if (gone > 0) this.#entries.splice(0, gone);
  }
}
