import { setTimeout as sleep } from 'node:timers/promises';
import type { Destination } from './destination.js';
import type { JournalPosition } from './journal.js';
import type { JournalTail } from './journal-tail.js';
import type { PositionFile } from './position-file.js';
import { isBefore, PositionWaits } from './shipping/await-position.js';
import { describeProgress, type ShipperStatus } from './shipping/shipping.js';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

export interface ShipperOptions {
  destination: Destination;
  tail: JournalTail;
  positions: PositionFile;
  boot: string;
  /** Records that this boot has appended. */
  appended: () => number;
  /** Told about the first failure of a row, and about the first success after it. */
  log: (line: string) => void;
  /** Told whenever the store took records or failed to. */
  onChange?: () => void;
}

/** Carries the journal to one store, in batches, for as long as it takes. */
export class Shipper {
  readonly #options: ShipperOptions;
  readonly #stop = new AbortController();
  readonly #drain = new AbortController();
  readonly #ending = AbortSignal.any([this.#stop.signal, this.#drain.signal]);
  readonly #waits = new PositionWaits();
  #shipped: JournalPosition;
  #shippedSeq = 0;
  #waitingSince: number | null = null;
  #failures = 0;
  #hurry = true;
  #wake: (() => void) | null = null;
  #running: Promise<void> | null = null;

  constructor(options: ShipperOptions) {
    this.#options = options;
    this.#shipped = options.tail.position;
  }

  get status(): ShipperStatus {
    const progress = {
      destination: this.#options.destination.name,
      shipped: this.#shipped,
      seq: this.#shippedSeq,
      waitingSince: this.#waitingSince,
      failures: this.#failures,
    };
    return describeProgress(progress, this.#options.appended());
  }

  start(): void {
    if (!this.#options.tail.atEnd) this.#waitingSince = performance.now();
    this.#running = this.#run();
  }

  /** Says that there may be something to ship. */
  wake(): void {
    this.#waitingSince ??= performance.now();
    this.#wake?.();
  }

  /** Resolves when everything before the position is in the store. */
  reached(position: JournalPosition): Promise<void> {
    if (!isBefore(this.#shipped, position)) return Promise.resolve();
    return this.#waits.until(position);
  }

  /** The last thing before a stop: ships what there is at once; gives up after the given time. */
  async drain(position: JournalPosition, milliseconds: number): Promise<void> {
    this.#drain.abort();
    this.wake();
    const giveUp = new AbortController();
    await Promise.race([
      this.reached(position),
      sleep(milliseconds, undefined, { signal: giveUp.signal }).catch(() => undefined),
    ]);
    giveUp.abort();
  }

  /** Ends shipping; what is not shipped stays in the journal. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await this.#running;
    await this.#options.tail.close();
  }

  async #run(): Promise<void> {
    const { tail } = this.#options;
    while (!this.#stop.signal.aborted) {
      // After a failure what was read still waits to be sent, though the tail is at the end.
      if (tail.atEnd && this.#failures === 0) await this.#sleepUntilWoken();
      else if (!this.#hurry) await this.#gather();
      if (!this.#stop.signal.aborted) await this.#ship();
    }
  }

  async #ship(): Promise<void> {
    const { destination, tail } = this.#options;
    const startedAt = performance.now();
    try {
      // What arrives meanwhile is the next batch's: chasing the end would read record by record.
      const { end } = tail;
      while (!destination.full && isBefore(tail.position, end))
        if (!(await tail.read((record, boot) => destination.add(record, boot)))) break;
      this.#hurry = destination.full;
      await destination.send();
    } catch (error) {
      return this.#retryLater(error);
    }
    if (this.#failures > 0) this.#options.log(`${destination.name} takes records again`);
    this.#failures = 0;
    this.#waitingSince = tail.atEnd ? null : startedAt;
    this.#advance(tail.position);
    this.#options.onChange?.();
  }

  #advance(position: JournalPosition): void {
    const { destination, positions, log } = this.#options;
    if (!isBefore(this.#shipped, position)) return;
    this.#shipped = position;
    this.#shippedSeq = this.#options.tail.seqOf(this.#options.boot);
    try {
      positions.set(destination.name, position);
    } catch (error) {
      log(`the position of ${destination.name} was not kept: ${String(error)}`);
    }
    this.#waits.arrive(position);
  }

  async #retryLater(error: unknown): Promise<void> {
    if (this.#failures === 0)
      this.#options.log(`${this.#options.destination.name} takes no records: ${String(error)}`);
    const doubled = FIRST_RETRY_MS * 2 ** Math.min(this.#failures++, 10);
    this.#options.onChange?.();
    await this.#pause(Math.min(doubled, LONGEST_RETRY_MS));
  }

  async #sleepUntilWoken(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
    if (!this.#hurry) await this.#gather();
  }

  /** A drain, like a stop, ends it at once. */
  async #gather(): Promise<void> {
    const { gatherMs } = this.#options.destination;
    await sleep(gatherMs, undefined, { signal: this.#ending }).catch(() => undefined);
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined);
  }
}
