/** What the bench asks of its load generator: closed loop, `connections` keep-alive connections. */
export interface LoadOrder {
  id: number;
  host: string;
  port: number;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** A streamed answer counts only when it ends in `[DONE]`. */
  stream: boolean;
  connections: number;
  /** Stop sending after this long; what is under way is finished. */
  seconds?: number;
  /** Stop sending after this many requests. */
  requests?: number;
  /** Each connection starts its requests at least this far apart; without it, one follows the other. */
  paceMs?: number;
  /** Share of the requests whose caller leaves before the answer is complete. */
  abortShare?: number;
}

/** Times in milliseconds. */
export interface LoadResult {
  id: number;
  requests: number;
  errors: number;
  /** Requests whose caller left. */
  aborted: number;
  /** The first error's text, to be shown when there are any. */
  firstError: string | undefined;
  elapsedMs: number;
  latency: Percentiles;
  firstByte: Percentiles;
  /** Gaps between successive arrivals on one stream; zeros for whole answers. */
  gap: Percentiles;
  /** `data:` events seen on all streams. */
  events: number;
}

export interface Percentiles {
  p50: number;
  p99: number;
  max: number;
}
