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
  /** Text of output events; false when the hold cannot grow any further. */
  grow(text: string, events: number): boolean | Promise<boolean>;
}

// An error body is read for its message alone.
const MAX_ERROR_BYTES = 64 * 1024;
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
  private preamble: Buffer[] = [];
  private preambleLength = 0;
  private ttftMs: number | null = null;
  private settled = false;

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
      const error = this.adapter.readError(this.status, this.headers.toRecord(), body);
      return this.fail(error);
    }
    try {
      this.forward(this.stream.end());
    } catch (error) {
      return this.failUpstream(error);
    }
    if (this.settled) return;
    if (this.stream.isComplete()) return this.complete();
    this.failUpstream(
      new UpstreamError('invalid', 'The provider ended its stream before the answer was complete.'),
    );
  }

  onError(failure: TransportFailure): void {
    if (this.settled) return;
    // The answer is whole although the provider did not close properly behind it.
    if (failure.kind !== 'aborted' && this.stream.isComplete()) return this.complete();
    this.fail(failure);
  }

  private forward(events: ChatStreamEvent[]): void {
    const output: Buffer[] = [];
    let text = '';
    let outputs = 0;
    let error: UpstreamError | null = null;
    for (const event of events) {
      if (event.error) {
        error = event.error;
        break;
      }
      if (event.hasOutput) {
        outputs++;
        text += event.textDelta;
      }
      if (event.bytes) output.push(event.bytes);
    }
    if (this.ttftMs === null) {
      this.preamble.push(...output);
      for (const bytes of output) this.preambleLength += bytes.length;
      if (outputs > 0 || this.preambleLength > MAX_PREAMBLE_BYTES) this.commit();
    } else if (output.length > 0) {
      this.reply.write(output.length === 1 ? output[0]! : Buffer.concat(output), this.handle);
    }
    if (error) return this.abandon(error);
    if (outputs > 0) this.measure(text, outputs);
  }

  /** The first output: from here on the caller has bytes of this target and no other may answer. */
  private commit(): void {
    this.ttftMs = performance.now() - this.startedAt;
    this.handle.outputBegan();
    const bytes = this.preamble.length === 1 ? this.preamble[0]! : Buffer.concat(this.preamble);
    this.preamble = [];
    this.reply.write(bytes, this.handle);
  }

  private measure(text: string, events: number): void {
    const mayGoOn = this.meter.grow(text, events);
    if (mayGoOn === true) return;
    if (mayGoOn === false) return this.abandon(BUDGET_SPENT);
    this.handle.pause();
    mayGoOn.then(
      (granted) => (granted ? this.handle.resume() : this.abandon(BUDGET_SPENT)),
      () => this.abandon(BUDGET_SPENT),
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
      renderTrailer: (costUsd) => this.stream.renderTrailer(costUsd),
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
