import type { ResponseHeaders } from './response-headers.js';
import type { TransportFailure } from './transport-failure.js';

/** The clocks of one exchange. Zero switches a clock off; the deadline always runs. */
export interface ExchangeTimeouts {
  /** Milliseconds until the connection stands, name resolution and TLS included. */
  connectMs: number;
  /** Milliseconds from sending until the caller says `outputBegan()`; zero for answers in one piece. */
  firstTokenMs: number;
  /** Milliseconds of silence tolerated between chunks, from the first byte of the answer on. */
  idleMs: number;
  /** Monotonic milliseconds (`performance.now()`) at which the whole exchange ends. */
  deadlineAt: number;
}

export interface OutboundRequest {
  /** Scheme, host and port without a path: `https://api.openai.com`. */
  origin: string;
  /** True only for a provider whose owner may reach loopback and private addresses. */
  allowPrivateNetwork: boolean;
  method: 'GET' | 'POST' | 'DELETE';
  /** Path with query, beginning with `/`. */
  path: string;
  /** Lower-case names and values in turn; `host` and `content-length` are set by the client. */
  headers: string[];
  body: Buffer | null;
  timeouts: ExchangeTimeouts;
  /** Decoded body bytes after which the answer counts as invalid; absent: no limit. */
  maxBodyBytes?: number;
  signal?: AbortSignal;
}

/**
 * What the caller hears. Exactly one of `onComplete` and `onError` ends it, whatever happens; only a
 * listener that throws, in whichever method, hears `invalid` after that.
 */
export interface ResponseListener {
  onHeaders(status: number, headers: ResponseHeaders): void;
  /** The chunk is the listener's to keep. Return false to pause until `resume()`. */
  onData(chunk: Buffer): boolean | void;
  onComplete(): void;
  onError(failure: TransportFailure): void;
}

/** The caller's hold on an exchange in flight. */
export interface ExchangeHandle {
  /** Leaves: the connection is broken at once and `onError` hears `aborted`, before this returns. */
  abort(): void;
  /** Stops reading from the provider; silence is not held against it meanwhile. */
  pause(): void;
  resume(): void;
  /** The first output was seen: the first-token clock stops, the idle clock starts. */
  outputBegan(): void;
}
