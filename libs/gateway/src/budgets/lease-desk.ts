import type { NanoUsd } from '@weighbridge/kernel/money';
import type { LeaseDraw, LeaseSource } from './lease-source.js';
import type { LocalWindow } from './local-window.js';
import { budgetExceeded, ledgerUnavailable } from './refuse-hold.js';

/** Draws one request may take part in: each ends with a refusal, a grant, or a lost race. */
const MOST_DRAWS = 8;

/** A request for money that the free leases of this node do not cover. */
interface Waiter {
  /** Asked anew for every draw: a window may end while the request waits. */
  windowsNow: () => readonly LocalWindow[];
  amounts: readonly NanoUsd[];
  windows: readonly LocalWindow[];
  draws: number;
  resolve(windows: readonly LocalWindow[]): void;
  reject(error: unknown): void;
}

/**
 * Draws leases, one transaction at a time: whatever is asked for while one is under way shares the
 * next, so that any number of requests at the edge of a budget costs one round trip.
 */
export class LeaseDesk {
  readonly #source: LeaseSource;
  readonly #monotonic: () => number;
  readonly #tellTime: (ledgerNow: number) => void;
  readonly #background = new Set<LocalWindow>();
  #queue: Waiter[] = [];
  #changes = 0;
  #flight: Promise<void> | null = null;

  /** @param tellTime hears the ledger's clock after every draw */
  constructor(source: LeaseSource, monotonic: () => number, tellTime: (ledgerNow: number) => void) {
    this.#source = source;
    this.#monotonic = monotonic;
    this.#tellTime = tellTime;
  }

  /**
   * Takes an amount of each window, all or nothing, after drawing what is missing.
   * @returns the windows taken from
   * @throws ApiError `budget_exceeded` naming the first window without headroom, or
   *   `store_unavailable` when the ledger cannot be reached
   */
  take(
    windowsNow: () => readonly LocalWindow[],
    amounts: readonly NanoUsd[],
  ): Promise<readonly LocalWindow[]> {
    return new Promise((resolve, reject) => {
      this.#enqueue({ windowsNow, amounts, windows: [], draws: 0, resolve, reject });
      this.#depart();
    });
  }

  /** Tops a window up, or hands back what it put aside, in the background. */
  refresh(window: LocalWindow): void {
    this.#background.add(window);
    this.#depart();
  }

  /** Resolves when no draw is under way or wanted. */
  async settled(): Promise<void> {
    while (this.#flight !== null) await this.#flight;
  }

  #depart(): void {
    if (this.#flight !== null) return;
    // A microtask later, so that everything asked for in this turn shares the draw.
    this.#flight = Promise.resolve().then(() => this.#fly());
  }

  async #fly(): Promise<void> {
    while (this.#queue.length > 0 || this.#background.size > 0) await this.#drawOnce();
    // At once and not after the promise: a request in between would wait for nobody.
    this.#flight = null;
  }

  async #drawOnce(): Promise<void> {
    const waiters = this.#board();
    const windows = [...new Set([...waiters.flatMap((each) => each.windows), ...this.#background])];
    this.#background.clear();
    try {
      const drawn = await this.#source.draw(this.#drawFor(windows, waiters));
      this.#tellTime(drawn.now);
      for (const [index, window] of windows.entries()) window.applyDraw(drawn.windows[index]!);
    } catch (error) {
      for (const waiter of waiters) waiter.reject(ledgerUnavailable(error));
      return;
    }
    for (const waiter of waiters) this.#serve(waiter);
  }

  #enqueue(waiter: Waiter): void {
    waiter.windows = waiter.windowsNow();
    for (const window of waiter.windows) window.waiting++;
    this.#queue.push(waiter);
  }

  /** Empties the queue; later requests may overtake again as soon as these are served. */
  #board(): Waiter[] {
    const waiters = this.#queue;
    this.#queue = [];
    for (const waiter of waiters) {
      for (const window of waiter.windows) window.waiting--;
      waiter.windows = waiter.windowsNow();
    }
    return waiters;
  }

  #drawFor(windows: readonly LocalWindow[], waiters: readonly Waiter[]): LeaseDraw {
    const positions = new Map(windows.map((window, index) => [window, index]));
    for (const { windows: wanted, amounts } of waiters)
      for (const [index, window] of wanted.entries())
        if (amounts[index]! > window.holdSize) window.holdSize = amounts[index]!;
    return {
      windows: windows.map((window) => window.toDraw(++this.#changes)),
      waiting: waiters.map((waiter) => ({
        needs: waiter.windows.map((window, index) => ({
          window: positions.get(window)!,
          amount: waiter.amounts[index]!,
        })),
      })),
    };
  }

  #serve(waiter: Waiter): void {
    const { windows, amounts } = waiter;
    const isCurrent = sameWindows(windows, waiter.windowsNow());
    if (isCurrent && windows.every((window, index) => window.covers(amounts[index]!))) {
      const at = this.#monotonic();
      for (const [index, window] of windows.entries()) window.take(amounts[index]!, at);
      return waiter.resolve(windows);
    }
    const full = windows.find(
      (window, index) => amounts[index]! > 0n && window.remaining < amounts[index]!,
    );
    if (isCurrent && full !== undefined) return waiter.reject(budgetExceeded(full));
    if (++waiter.draws >= MOST_DRAWS)
      return waiter.reject(ledgerUnavailable(new Error('other nodes were faster at every draw')));
    this.#enqueue(waiter);
  }
}

function sameWindows(some: readonly LocalWindow[], others: readonly LocalWindow[]): boolean {
  return some.every((window, index) => window === others[index]);
}
