import { EventStreamCodec } from '@smithy/eventstream-codec';
import { UpstreamError } from '../../providers/upstream-error.js';
import type { EventSplitter, SseEvent } from '../sse/sse-splitter.js';

/**
 * The first four bytes of a message hold its length, themselves and the checksums included:
 * https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
 */
const PRELUDE_BYTES = 4;
/** Prelude, its checksum and the checksum of the message. */
const LEAST_BYTES = 16;
/** As for server-sent events: more is rubbish or an attack. */
const MOST_BYTES = 4 * 1024 * 1024;

const decoder = new TextDecoder();
const codec = new EventStreamCodec((bytes) => decoder.decode(bytes), Buffer.from);

/** Cuts AWS's binary event stream into events: the name is the event's or exception's type. */
export class EventStreamSplitter implements EventSplitter {
  private pieces: Buffer[] = [];
  private held = 0;
  /** Bytes without which there is nothing to read: looked at once, however slowly they drip. */
  private wanted = PRELUDE_BYTES;

  push(chunk: Buffer): SseEvent[] {
    this.pieces.push(chunk);
    this.held += chunk.length;
    if (this.held < this.wanted) return [];
    const bytes = this.pieces.length === 1 ? chunk : Buffer.concat(this.pieces);
    const events: SseEvent[] = [];
    let start = 0;
    this.wanted = PRELUDE_BYTES;
    while (bytes.length - start >= PRELUDE_BYTES) {
      const length = bytes.readUInt32BE(start);
      if (length < LEAST_BYTES || length > MOST_BYTES) throw notAnEventStream();
      this.wanted = length;
      if (bytes.length - start < length) break;
      events.push(readMessage(bytes.subarray(start, start + length)));
      start += length;
      this.wanted = PRELUDE_BYTES;
    }
    this.pieces = [bytes.subarray(start)];
    this.held = bytes.length - start;
    return events;
  }

  /** A message that is not whole says nothing. */
  end(): SseEvent[] {
    return [];
  }
}

function readMessage(raw: Buffer): SseEvent {
  try {
    const { headers, body } = codec.decode(raw);
    const name = headers[':exception-type'] ?? headers[':event-type'] ?? headers[':error-code'];
    return { raw, name: String(name?.value ?? ''), data: decoder.decode(body) };
  } catch {
    throw notAnEventStream();
  }
}

const notAnEventStream = (): UpstreamError =>
  new UpstreamError('invalid', 'the provider sent bytes that are no event stream');
