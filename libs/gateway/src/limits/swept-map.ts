/** Below this many entries nothing is swept. */
const SMALL = 10_000;

/**
 * State by name that outlives snapshots without growing for ever: when it has doubled since the last
 * sweep, entries that hold nothing any more are dropped. Names may come from callers.
 */
export class SweptMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #isIdle: (value: Value) => boolean;
  #sweepAt: number;

  constructor(isIdle: (value: Value) => boolean, sweepAt = SMALL) {
    this.#isIdle = isIdle;
    this.#sweepAt = sweepAt;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(name: string): Value | undefined {
    return this.#entries.get(name);
  }

  set(name: string, value: Value): void {
    if (this.#entries.size >= this.#sweepAt) this.#sweep();
    this.#entries.set(name, value);
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#entries.entries();
  }

  #sweep(): void {
    const before = this.#sweepAt;
    for (const [name, value] of this.#entries) if (this.#isIdle(value)) this.#entries.delete(name);
    this.#sweepAt = Math.max(before, this.#entries.size * 2);
  }
}
