import { readErrorInAnswer } from '../dialects/openai-chat/read-passthrough-answer.js';
import type { OutboundClient } from '../outbound/outbound-client.js';
import type {
  ExchangeHandle,
  OutboundRequest,
  ResponseListener,
} from '../outbound/outbound-request.js';
import type { ResponseHeaders } from '../outbound/response-headers.js';
import type { TransportFailure } from '../outbound/transport-failure.js';
import type {
  ChatStream,
  ChatStreamEvent,
  ProviderAdapter,
} from '../providers/provider-adapter.js';
import { UpstreamError } from '../providers/upstream-error.js';
import { type AnswerFailure, type AttemptOutcome, BUDGET_SPENT } from './attempt-outcome.js';
import type { StreamReply } from './stream-reply.js';

/** Watches the cost of a stream as it grows. */
export interface StreamMeter {
  /** Counts one output event of so many characters; false: no hold covers it, so it may not pass. */
  grow(length: number): boolean | Promise<boolean>;
}

// An error body is read for its message alone.
const MAX_ERROR_BYTES = 64 * 1024;
const OPENING_BRACE = 0x7b;
// What may arrive before the first output and still be taken back (reference: Bifrost keeps as much).
const MAX_PREAMBLE_BYTES = 256 * 1024;

/** Calls a target for a stream and forwards it; nothing leaves before the first output. */
export function answerStreamed(
  client: OutboundClient,
  request: OutboundRequest,
  adapter: ProviderAdapter,
  stream: ChatStream,
  reply: StreamReply,
  meter: StreamMeter,
  onHandle: (handle: ExchangeHandle) => void,
): Promise<AttemptOutcome> {
  return new Promise((resolve) => {
    const answer = new StreamedAnswer(adapter, stream, reply, meter, resolve);
    answer.handle = client.sendRequest(request, answer);
    onHandle(answer.handle);
  });
}

class StreamedAnswer implements ResponseListener {
  handle!: ExchangeHandle;
  private readonly startedAt = performance.now();
  private status = 0;
  private headers!: ResponseHeaders;
  private errorBytes: Buffer[] | null = null;
  private errorLength = 0;
  private hasBytes = false;
  private preamble: Buffer[] = [];
  private preambleLength = 0;
  private ttftMs: number | null = null;
  private settled = false;
  /** Events behind one whose cost is not covered yet; null: all that came has passed. */
  private waiting: ChatStreamEvent[] | null = null;
  /** The provider has sent everything, and events still wait. */
  private hasEnded = false;

  constructor(
    private readonly adapter: ProviderAdapter,
    private readonly stream: ChatStream,
    private readonly reply: StreamReply,
    private readonly meter: StreamMeter,
    private readonly resolve: (outcome: AttemptOutcome) => void,
  ) {}

  onHeaders(status: number, headers: ResponseHeaders): void {
    this.status = status;
    this.headers = headers;
    if (status < 200 || status >= 300) this.errorBytes = [];
  }

  onData(chunk: Buffer): void {
    if (this.settled) return;
    // No stream begins so: an answer in one piece, most likely an error told with status 200.
    if (!this.hasBytes && chunk[0] === OPENING_BRACE) this.errorBytes = [];
    this.hasBytes = true;
    if (this.errorBytes) {
      this.errorLength += chunk.length;
      if (this.errorLength <= MAX_ERROR_BYTES) this.errorBytes.push(chunk);
      return;
    }
    try {
      this.forward(this.stream.read(chunk));
    } catch (error) {
      this.failUpstream(error);
    }
  }

  onComplete(): void {
    if (this.settled) return;
    if (this.errorBytes) {
      const body = Buffer.concat(this.errorBytes);
      return this.fail(this.readError(body));
    }
    try {
      this.forward(this.stream.end());
    } catch (error) {
      return this.failUpstream(error);
    }
    this.end();
  }

  onError(failure: TransportFailure): void {
    if (this.settled) return;
    // The answer is whole although the provider did not close properly behind it.
    if (failure.kind !== 'aborted' && this.stream.isComplete()) return this.end();
    this.fail(failure);
  }

  private readError(body: Buffer): UpstreamError {
    if (this.status < 200 || this.status >= 300)
      return this.adapter.readError(this.status, this.headers.toRecord(), body);
    return (
      readErrorInAnswer(body) ??
      new UpstreamError('invalid', 'the provider answered in one piece where it was to stream')
    );
  }

  /** Passes events on, each output only once the hold covers it. */
  private forward(events: ChatStreamEvent[]): void {
    if (this.waiting) {
      this.waiting.push(...events);
      return;
    }
    const output: Buffer[] = [];
    let outputs = 0;
    for (const [index, event] of events.entries()) {
      const mayPass =
        event.error === null && (!event.hasOutput || this.meter.grow(event.outputLength));
      if (mayPass !== true) {
        this.pass(output, outputs > 0);
        if (event.error) return this.abandon(event.error);
        if (mayPass === false) return this.abandon(BUDGET_SPENT);
        return this.wait(mayPass, event, events.slice(index + 1));
      }
      if (event.hasOutput) outputs++;
      if (event.bytes) output.push(event.bytes);
    }
    this.pass(output, outputs > 0);
  }

  private pass(output: Buffer[], hasOutput: boolean): void {
    if (this.ttftMs === null) {
      this.preamble.push(...output);
      for (const bytes of output) this.preambleLength += bytes.length;
      if (hasOutput || this.preambleLength > MAX_PREAMBLE_BYTES) this.commit();
    } else if (output.length > 0) {
      this.reply.write(output.length === 1 ? output[0]! : Buffer.concat(output), this.handle);
    }
  }

  /** Holds an event back, and all behind it, until it is known whether a budget has room for it. */
  private wait(covering: Promise<boolean>, event: ChatStreamEvent, rest: ChatStreamEvent[]): void {
    this.waiting = rest;
    this.handle.pause();
    covering.then(
      (covered) => (covered ? this.goOn(event) : this.abandon(BUDGET_SPENT)),
      () => this.abandon(BUDGET_SPENT),
    );
  }

  private goOn(event: ChatStreamEvent): void {
    this.handle.resume(); // first: a caller who reads slowly may pause it again below
    if (this.settled) return;
    const behind = this.waiting!;
    this.waiting = null;
    this.pass(event.bytes ? [event.bytes] : [], true);
    this.forward(behind);
    if (this.hasEnded) this.end();
  }

  /** The first output: from here on the caller has bytes of this target and no other may answer. */
  private commit(): void {
    this.ttftMs = performance.now() - this.startedAt;
    this.handle.outputBegan();
    const bytes = this.preamble.length === 1 ? this.preamble[0]! : Buffer.concat(this.preamble);
    this.preamble = [];
    this.reply.write(bytes, this.handle);
  }

  /** The provider sends no more. */
  private end(): void {
    if (this.settled) return;
    this.hasEnded = true;
    if (this.waiting) return;
    if (this.stream.isComplete()) return this.complete();
    this.failUpstream(
      new UpstreamError('invalid', 'The provider ended its stream before the answer was complete.'),
    );
  }

  private complete(): void {
    if (this.ttftMs === null) this.commit();
    this.settled = true;
    this.resolve({
      kind: 'stream',
      httpStatus: this.status,
      usage: this.stream.usage,
      finishReason: this.stream.finishReason,
      model: this.stream.model,
      headers: this.headers,
      ttftMs: this.ttftMs,
      renderTrailer: (costUsd, usage) => this.stream.renderTrailer(costUsd, usage),
    });
  }

  private failUpstream(error: unknown): void {
    if (!(error instanceof UpstreamError)) throw error;
    this.abandon(error);
  }

  private abandon(failure: AnswerFailure): void {
    this.fail(failure);
    this.handle.abort();
  }

  private fail(failure: AnswerFailure): void {
    if (this.settled) return;
    this.settled = true;
    this.resolve({
      kind: 'failure',
      failure,
      httpStatus: this.status || null,
      usage: this.stream.usage,
      ttftMs: this.ttftMs,
    });
  }
}
