import type { JournalPosition } from '../journal.js';

/** Whether one place in the journal lies before another. */
export function isBefore(first: JournalPosition, second: JournalPosition): boolean {
  return (
    first.segment < second.segment ||
    (first.segment === second.segment && first.offset < second.offset)
  );
}

/** Those who wait for a store to have got somewhere. */
export class PositionWaits {
  #arrivals: { position: JournalPosition; resolve: () => void }[] = [];

  /** Resolves once `arrive` was called with this position or a later one. */
  until(position: JournalPosition): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push({ position, resolve }));
  }

  arrive(position: JournalPosition): void {
    const arrivals = this.#arrivals;
    this.#arrivals = arrivals.filter((arrival) => isBefore(position, arrival.position));
    for (const arrival of arrivals) if (!isBefore(position, arrival.position)) arrival.resolve();
  }
}
