import { unlink } from 'node:fs/promises';
import type { JournalPosition } from './journal.js';
import { listSegments, segmentPath } from './segment-files.js';

/** Kept this long after every store has acknowledged it: ClickHouse's acknowledgement is not power-safe. */
const KEPT_MS = 10 * 60_000;

/** Removes segments that nobody needs any more. */
export class SegmentDiscard {
  readonly #folder: string;
  /** When a segment was first seen to be dispensable. */
  readonly #dispensableSince = new Map<number, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param shipped how far each store has got
   * @param oldestOpen the oldest segment with an attempt that is not settled
   * @param now monotonic milliseconds
   */
  async run(shipped: readonly JournalPosition[], oldestOpen: number, now: number): Promise<void> {
    const needed = Math.min(oldestOpen, ...shipped.map(({ segment }) => segment));
    for (const segment of listSegments(this.#folder)) {
      if (segment >= needed) break;
      const since = this.#dispensableSince.get(segment);
      if (since === undefined) this.#dispensableSince.set(segment, now);
      else if (now - since >= KEPT_MS) {
        await unlink(segmentPath(this.#folder, segment));
        this.#dispensableSince.delete(segment);
      }
    }
  }
}
