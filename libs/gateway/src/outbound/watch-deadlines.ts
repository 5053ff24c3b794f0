/** Something with a time after which it must be told: monotonic milliseconds, or Infinity. */
export interface Watched {
  dueAt: number;
  onDue(now: number): void;
}

/**
 * One timer for every exchange in flight. A request moves its due time by writing a number, where a
 * timer of its own would be armed and disarmed several times per chunk; the price is one tick of delay.
 */
export class DeadlineWatch {
  readonly #watched = new Set<Watched>();
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(tickMs: number) {
    this.#tickMs = tickMs;
  }

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#tick(), this.#tickMs).unref();
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched);
  }

  #tick(): void {
    const now = performance.now();
    for (const watched of this.#watched) if (now >= watched.dueAt) watched.onDue(now);
    // Stopped here rather than on delete: under steady traffic the timer is not re-armed per request.
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
