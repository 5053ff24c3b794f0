import type { BudgetRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import { calendarWindow } from './budget-period.js';
import { LocalWindow } from './local-window.js';

/** A budget of the current snapshot with its windows on this node. */
export class Budget {
  row: BudgetRow;
  /** False once the snapshot no longer has it. */
  listed = true;
  #current: LocalWindow | null = null;
  readonly #windows = new Map<number, LocalWindow>();

  constructor(row: BudgetRow) {
    this.row = row;
  }

  /** The window a moment (of the ledger's clock) falls into. */
  windowAt(now: number): LocalWindow {
    const current = this.#current;
    if (
      current !== null &&
      now >= current.epoch &&
      (current.resetsAt === null || now < current.resetsAt)
    )
      return current;
    return this.#turnTo(now);
  }

  /** Takes changed terms over; money already promised stays promised. */
  update(row: BudgetRow): void {
    const lowered = row.limit < this.row.limit;
    const rescheduled = row.period !== this.row.period;
    this.row = row;
    if (rescheduled) this.#current = null;
    for (const window of this.#windows.values()) {
      window.row = row;
      if (lowered) window.giveBack(window.free);
    }
  }

  /** Every window this node still has money in or may yet change. */
  windows(): Iterable<LocalWindow> {
    return this.#windows.values();
  }

  /** No window is left that holds anything. */
  get empty(): boolean {
    return this.#windows.size === 0;
  }

  /** Forgets windows that ended and hold nothing any more. */
  forgetEnded(): void {
    for (const window of this.#windows.values())
      if (!this.isCurrent(window) && window.settled) this.#windows.delete(window.epoch);
  }

  /** False for a window that ended or whose budget is gone: no new hold will use it. */
  isCurrent(window: LocalWindow): boolean {
    return this.listed && window === this.#current;
  }

  #turnTo(now: number): LocalWindow {
    const { start, end } = calendarWindow(this.row.period, now);
    let window = this.#windows.get(start);
    if (window === undefined) {
      window = new LocalWindow(this.row, start);
      this.#windows.set(start, window);
    }
    window.resetsAt = end;
    this.#current = window;
    return window;
  }
}
