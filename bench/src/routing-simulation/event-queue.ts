interface Event {
  at: number;
  /** Events of one moment happen in the order they were planned. */
  order: number;
  happen(): void;
}

/** A virtual clock and what is going to happen (binary heap). Times are milliseconds. */
export class EventQueue {
  now = 0;
  #planned = 0;
  readonly #heap: Event[] = [];

  plan(at: number, happen: () => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#planned++, happen });
    let place = heap.length - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isSooner(heap[place]!, heap[parent]!)) break;
      swap(heap, place, parent);
      place = parent;
    }
  }

  /** Lets everything happen, also what is planned meanwhile. */
  run(): void {
    for (let event = this.#take(); event; event = this.#take()) {
      this.now = event.at;
      event.happen();
    }
  }

  #take(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    for (let place = 0; ; ) {
      const left = 2 * place + 1;
      let soonest = place;
      for (const child of [left, left + 1])
        if (child < heap.length && isSooner(heap[child]!, heap[soonest]!)) soonest = child;
      if (soonest === place) return first;
      swap(heap, place, soonest);
      place = soonest;
    }
  }
}

const isSooner = (one: Event, other: Event): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

function swap(heap: Event[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other]!, heap[one]!];
}
