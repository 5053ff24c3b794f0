/** Where a request stands in its caller's trace: W3C Trace Context, https://www.w3.org/TR/trace-context/ */
export interface TraceParent {
  /** 32 lower-case hex digits, not all zero. */
  traceId: string;
  /** The caller's span: 16 lower-case hex digits, not all zero. */
  parentSpanId: string;
  /** One byte; bit 0 says that the caller records this trace. */
  flags: number;
}

/** What we set on spans of traces that begin here: recorded. */
export const SAMPLED = 0x01;

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZERO_TRACE = '0'.repeat(32);
const ZERO_SPAN = '0'.repeat(16);
/** Longer values can only be later versions with additions; this leaves them room. */
const MAX_LENGTH = 512;

/**
 * Reads a `traceparent` header; null when it is absent or malformed, in which case the standard says
 * to start a new trace. Version 00 has exactly four fields; later versions may add some.
 */
export function parseTraceparent(header: string | undefined): TraceParent | null {
  if (header === undefined || header.length > MAX_LENGTH) return null;
  const match = TRACEPARENT.exec(header);
  if (!match) return null;
  const [, version, traceId, parentSpanId, flags, additions] = match;
  if (version === 'ff' || (version === '00' && additions !== undefined)) return null;
  if (traceId === ZERO_TRACE || parentSpanId === ZERO_SPAN) return null;
  return { traceId: traceId!, parentSpanId: parentSpanId!, flags: Number.parseInt(flags!, 16) };
}
