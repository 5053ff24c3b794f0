import type { Dispatcher } from 'undici';
import {
  type BodyDecoder,
  createBodyDecoder,
  type DecodedSink,
  isIdentity,
} from './decode-body.js';
import type { ExchangeHandle, OutboundRequest, ResponseListener } from './outbound-request.js';
import { ResponseHeaders } from './response-headers.js';
import { toTransportFailure, type TransportFailureKind } from './transport-failure.js';
import type { DeadlineWatch, Watched } from './watch-deadlines.js';

type Phase = 'connecting' | 'waiting' | 'flowing' | 'ended';

const LATE: Record<Phase, TransportFailureKind> = {
  connecting: 'connect_timeout',
  waiting: 'first_token_timeout',
  flowing: 'idle_timeout',
  ended: 'deadline',
};

/**
 * One request and its answer: undici's handler on one side, the caller's handle on the other, the
 * four clocks between. It implements undici's older handler methods, because the newer ones parse
 * every header into an object and wrap each call (undici is pinned to an exact version).
 */
export class Exchange implements Dispatcher.DispatchHandler, ExchangeHandle, Watched, DecodedSink {
  dueAt = Number.POSITIVE_INFINITY;
  place = -1;
  #phase: Phase = 'connecting';
  #sent = false;
  #paused = false;
  #bodyBytes = 0;
  #abortUpstream: ((error?: Error) => void) | null = null;
  #resumeUpstream: (() => void) | null = null;
  #decoder: BodyDecoder | null = null;
  readonly #request: OutboundRequest;
  readonly #listener: ResponseListener;
  readonly #watch: DeadlineWatch;
  readonly #onSignal: (() => void) | null;

  constructor(request: OutboundRequest, listener: ResponseListener, watch: DeadlineWatch) {
    this.#request = request;
    this.#listener = listener;
    this.#watch = watch;
    this.#onSignal = request.signal ? () => this.abort() : null;
    this.#startClock(request.timeouts.connectMs);
    watch.add(this);
    if (this.#onSignal) request.signal?.addEventListener('abort', this.#onSignal, { once: true });
  }

  onConnect(abortUpstream: (error?: Error) => void): void {
    // Given up while it waited for its connection: nothing of it may be sent any more.
    if (this.#phase === 'ended') return abortUpstream();
    this.#abortUpstream = abortUpstream;
    this.#sent = true;
    this.#phase = 'waiting';
    this.#startClock(this.#request.timeouts.firstTokenMs);
  }

  onHeaders(status: number, raw: Buffer[], resumeUpstream: () => void): boolean {
    if (status < 200 || this.#phase === 'ended') return true;
    this.#resumeUpstream = resumeUpstream;
    if (this.#request.timeouts.firstTokenMs === 0) this.outputBegan();
    const headers = new ResponseHeaders(raw);
    const encoding = headers.get('content-encoding');
    if (encoding !== undefined && !isIdentity(encoding)) {
      this.#decoder = createBodyDecoder(encoding, this);
      if (!this.#decoder) {
        this.#breakOff('invalid', `content-encoding ${encoding}`);
        return true;
      }
    }
    try {
      this.#listener.onHeaders(status, headers);
    } catch (error) {
      this.#breakOff('invalid', describe(error));
    }
    return !this.#paused;
  }

  onData(chunk: Buffer): boolean {
    if (this.#phase === 'ended') return true;
    if (this.#phase === 'flowing') this.#startClock(this.#request.timeouts.idleMs);
    if (this.#decoder) return this.#decoder.write(chunk);
    this.#deliver(chunk);
    return !this.#paused;
  }

  onComplete(): void {
    if (this.#decoder) this.#decoder.end();
    else this.onDecodedEnd();
  }

  onError(error: Error): void {
    if (this.#phase === 'ended') return;
    const failure = toTransportFailure(error, this.#sent);
    this.#end();
    this.#listener.onError(failure);
  }

  onDecoded(chunk: Buffer): void {
    if (this.#phase === 'ended') return;
    this.#deliver(chunk);
    if (this.#paused) this.#decoder?.pause();
  }

  onDecodedEnd(): void {
    if (this.#phase === 'ended') return;
    this.#end();
    try {
      this.#listener.onComplete();
    } catch (error) {
      // Told nothing, whoever waits for this exchange would wait for ever.
      this.#listener.onError({ kind: 'invalid', sent: true, message: describe(error) });
    }
  }

  onUndecodable(): void {
    this.#breakOff('invalid', 'the body does not decode');
  }

  onDecoderDrain(): void {
    this.#resumeUpstream?.();
  }

  onDue(now: number): void {
    const kind = now >= this.#request.timeouts.deadlineAt ? 'deadline' : LATE[this.#phase];
    this.#breakOff(kind, kind);
  }

  abort(): void {
    this.#breakOff('aborted', 'aborted');
  }

  pause(): void {
    if (this.#paused || this.#phase === 'ended') return;
    this.#paused = true;
    this.#decoder?.pause();
    // Whoever pauses is slow himself; only the deadline keeps running.
    if (this.#phase === 'flowing') this.#startClock(0);
  }

  resume(): void {
    if (!this.#paused || this.#phase === 'ended') return;
    this.#paused = false;
    if (this.#phase === 'flowing') this.#startClock(this.#request.timeouts.idleMs);
    if (this.#decoder) this.#decoder.resume();
    else this.#resumeUpstream?.();
  }

  outputBegan(): void {
    if (this.#phase !== 'waiting') return;
    this.#phase = 'flowing';
    this.#startClock(this.#paused ? 0 : this.#request.timeouts.idleMs);
  }

  #deliver(chunk: Buffer): void {
    this.#bodyBytes += chunk.length;
    const limit = this.#request.maxBodyBytes;
    if (limit !== undefined && this.#bodyBytes > limit)
      return this.#breakOff('invalid', `the body is larger than ${limit} bytes`);
    try {
      if (this.#listener.onData(chunk) === false) this.pause();
    } catch (error) {
      this.#breakOff('invalid', describe(error));
    }
  }

  #startClock(milliseconds: number): void {
    const { deadlineAt } = this.#request.timeouts;
    this.dueAt =
      milliseconds === 0 ? deadlineAt : Math.min(performance.now() + milliseconds, deadlineAt);
  }

  #breakOff(kind: TransportFailureKind, message: string): void {
    if (this.#phase === 'ended') return;
    this.#end();
    this.#abortUpstream?.();
    this.#listener.onError({ kind, sent: this.#sent, message });
  }

  #end(): void {
    this.#phase = 'ended';
    this.#watch.delete(this);
    this.#decoder?.destroy();
    if (this.#onSignal) this.#request.signal?.removeEventListener('abort', this.#onSignal);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
