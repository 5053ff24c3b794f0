/**
 * Attempts with an intent and no settle, with the segment the intent is in: that segment must stay
 * until they are settled, or a crash would forget what they may have cost.
 */
export class OpenAttempts {
  readonly #segments = new Map<string, number>();

  /** Takes over what one write to a segment opened and closed. */
  update(opened: readonly string[], closed: readonly string[], segment: number): void {
    for (const attempt of opened) this.#segments.set(attempt, segment);
    for (const attempt of closed) this.#segments.delete(attempt);
  }

  /** The oldest segment that is still needed; Infinity when none is. */
  oldestSegment(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const segment of this.#segments.values()) if (segment < oldest) oldest = segment;
    return oldest;
  }
}
