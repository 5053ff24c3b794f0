/** A stream that may have been silent for too long. */
export interface Beating {
  /** Monotonic milliseconds of the last byte sent, or of the request's start. */
  lastSentAt: number;
  beat(): void;
}

// CONTRACT §4: a comment at least every 15 s; the check below adds up to its own period
const SILENCE_MS = 14_000;
const CHECK_MS = 1_000;

/** Keeps silent streams open: one timer for all of them, stopped when there is none. */
export class Heartbeat {
  private readonly streams = new Set<Beating>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly silenceMs: number = SILENCE_MS,
    private readonly checkMs: number = CHECK_MS,
  ) {}

  add(stream: Beating): void {
    this.streams.add(stream);
    this.timer ??= setInterval(() => this.check(), this.checkMs).unref();
  }

  delete(stream: Beating): void {
    this.streams.delete(stream);
    if (this.streams.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private check(): void {
    const silentSince = performance.now() - this.silenceMs;
    for (const stream of this.streams)
      if (stream.lastSentAt <= silentSince) {
        stream.lastSentAt = performance.now();
        stream.beat();
      }
  }
}
