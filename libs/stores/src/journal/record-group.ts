/** The records of one event-loop turn: stored together, acknowledged together. */
export class RecordGroup {
  readonly stored: Promise<void>;
  readonly firstSeq: number;
  /** Attempts whose intent is in the group, and those whose settle is. */
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  resolve!: () => void;
  reject!: (error: unknown) => void;

  constructor(firstSeq: number) {
    this.firstSeq = firstSeq;
    this.stored = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Whoever appended hears of a failure; a group nobody waits for must not end the process.
    this.stored.catch(() => undefined);
  }
}
