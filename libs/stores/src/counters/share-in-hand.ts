/**
 * What a node holds of one limit of a subject. It may be negative: used beyond what was granted, to be
 * counted with the next draw.
 */
export class ShareInHand {
  free = 0;
  /** What to hold ready beyond need: grows while requests wait for draws, shrinks while it lies idle. */
  ahead = 0;
  /** The least that was free since the last look. */
  #least = 0;

  take(amount: number): void {
    this.free -= amount;
    if (this.free < this.#least) this.#least = this.free;
  }

  add(amount: number): void {
    this.free += amount;
  }

  /** Forgets what is held: the count elsewhere holds nothing of it any more. */
  drop(): void {
    this.free = 0;
    this.#least = 0;
  }

  /** A draw was needed: be further ahead the next time. */
  growAhead(step: number, most: number): void {
    this.ahead = Math.min(Math.floor(most), this.ahead * 2 + step);
  }

  /** Takes out what nobody needed since the last look, to be given back. */
  takeSurplus(): number {
    const surplus = Math.max(0, Math.min(this.#least, this.free));
    this.free -= surplus;
    this.#least = this.free;
    if (surplus > 0) this.ahead = Math.floor(this.ahead / 2);
    return surplus;
  }

  /** Takes out what was used beyond what had been granted; zero or less. */
  takeDebt(): number {
    const debt = Math.min(0, this.free);
    this.free -= debt;
    return debt;
  }
}
