import type { Beating, Heartbeat } from './heartbeat.js';
import type { Reply } from './reply.js';

const PING = ': ping\n\n';
// reliability §2 "Slow consumer": a write that stalls this long ends the stream
const STALL_MS = 60_000;

/**
 * The caller's stream over all attempts of one request: status 200 goes out with the first output or
 * the first heartbeat; a slow reader pauses the upstream.
 */
export class StreamReply implements Beating {
  lastSentAt = performance.now();
  /** Bytes of output have been sent: there is no failover any more. */
  outputSent = false;
  /** What was sent, when somebody wants to keep it (request log, idempotent replay). */
  readonly sent: Buffer[] | null;
  private stall: NodeJS.Timeout | null = null;
  private readonly makeHeaders: () => Record<string, string>;

  constructor(
    private readonly reply: Reply,
    private readonly heartbeat: Heartbeat,
    options: { keep: boolean; headers: () => Record<string, string> },
  ) {
    this.sent = options.keep ? [] : null;
    this.makeHeaders = options.headers;
    heartbeat.add(this);
  }

  /** Status 200 has been sent: whatever happens now must be said in the stream. */
  get begun(): boolean {
    return this.reply.begun;
  }

  beat(): void {
    this.reply.begin(this.makeHeaders());
    this.reply.write(PING);
  }

  /**
   * Sends output.
   * @param flow paused while the caller reads too slowly
   */
  write(bytes: Buffer, flow: { pause(): void; resume(): void }): void {
    if (!this.reply.begun) this.reply.begin(this.makeHeaders());
    this.outputSent = true;
    this.lastSentAt = performance.now();
    this.sent?.push(bytes);
    if (this.reply.write(bytes) || this.stall) return;
    flow.pause();
    this.stall = setTimeout(() => this.reply.cut(), STALL_MS);
    this.reply.onDrain(() => {
      this.clearStall();
      flow.resume();
    });
  }

  /** Sends the last bytes and ends a complete stream. */
  finish(trailer: Buffer): void {
    this.close();
    if (!this.reply.begun) this.reply.begin(this.makeHeaders());
    this.sent?.push(trailer);
    this.reply.write(trailer);
    this.reply.end();
  }

  /** Says in the stream that it failed, then ends it without the dialect's normal end. */
  fail(errorEvent: string): void {
    this.close();
    this.reply.write(errorEvent);
    this.reply.end();
  }

  /** Stops the clocks; no byte is sent. */
  close(): void {
    this.heartbeat.delete(this);
    this.clearStall();
  }

  private clearStall(): void {
    if (this.stall) clearTimeout(this.stall);
    this.stall = null;
  }
}
