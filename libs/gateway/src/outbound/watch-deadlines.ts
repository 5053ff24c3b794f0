/** Something with a time after which it must be told: monotonic milliseconds, or Infinity. */
export interface Watched {
  dueAt: number;
  /** Its place among the watched ones; -1 while it is not watched. Written by the watch alone. */
  place: number;
  onDue(now: number): void;
}

/**
 * One timer for every exchange in flight. A request moves its due time by writing a number, where a
 * timer of its own would be armed and disarmed several times per chunk; the price is one tick of delay.
 */
export class DeadlineWatch {
  // Not a Set: whenever one rehashes, its outgrown table goes on pointing to everything that was in it
  // and to the next table. Once one such table has been promoted, none of the exchanges is young garbage.
  readonly #watched: Watched[] = [];
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  add(watched: Watched): void {
    watched.place = this.#watched.push(watched) - 1;
    this.#timer ??= setInterval(() => this.#tick(), this.#tickMs).unref();
  }

  delete(watched: Watched): void {
    const { place } = watched;
    if (place === -1) return;
    watched.place = -1;
    const last = this.#watched.pop()!;
    if (last === watched) return;
    this.#watched[place] = last;
    last.place = place;
  }

  #tick(): void {
    const now = performance.now();
    // From the end: whoever is told leaves, and the last one takes its place.
    for (let place = this.#watched.length - 1; place >= 0; place--) {
      const watched = this.#watched[place];
      if (watched && now >= watched.dueAt) watched.onDue(now);
    }
    // Stopped here rather than on delete: under steady traffic the timer is not re-armed per request.
    if (this.#watched.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
