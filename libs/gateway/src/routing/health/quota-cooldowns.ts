/** How long quota groups asked to be left alone. Times are monotonic milliseconds. */
export class QuotaCooldowns {
  readonly #until = new Map<string, number>();

  /** Of several deadlines the longest holds. */
  cool(group: string, until: number): void {
    if (until > (this.#until.get(group) ?? 0)) this.#until.set(group, until);
  }

  /** Milliseconds left; 0: free. Expired entries go when they are met. */
  msLeft(group: string, now: number): number {
    if (this.#until.size === 0) return 0;
    const until = this.#until.get(group);
    if (until === undefined) return 0;
    if (until > now) return until - now;
    this.#until.delete(group);
    return 0;
  }
}
