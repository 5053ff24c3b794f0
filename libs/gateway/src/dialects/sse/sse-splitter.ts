import { UpstreamError } from '../../providers/upstream-error.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const COLON = 58;
const SPACE = 32;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** A vendor's line beyond this is rubbish or an attack; the largest honest ones carry an image. */
const MAX_LINE_BYTES = 1_048_576;
const MAX_EVENT_BYTES = 4 * MAX_LINE_BYTES;

/** One server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface SseEvent {
  /** The bytes as they came, with the empty line that ends them. */
  raw: Buffer;
  /** The `event` field; empty when the event has none. */
  name: string;
  /** The `data` lines joined by line feeds. */
  data: string;
}

/** Cuts a byte stream, however it is chunked, into server-sent events. Comments are dropped. */
export class SseSplitter {
  /** Bytes of the unfinished event, as they came. */
  private parts: Buffer[] = [];
  private partBytes = 0;
  private openLineBytes = 0;
  private atStart = true;

  /**
   * Reads the next bytes.
   * @returns the events that they complete
   * @throws UpstreamError `invalid` for a line over 1 MiB or an event over 4 MiB
   */
  push(chunk: Buffer): SseEvent[] {
    const lastBreak = Math.max(chunk.lastIndexOf(LINE_FEED), chunk.lastIndexOf(CARRIAGE_RETURN));
    if (lastBreak < 0) {
      this.keep(chunk, this.openLineBytes + chunk.length);
      return [];
    }
    this.parts.push(chunk);
    const bytes = this.parts.length === 1 ? chunk : Buffer.concat(this.parts);
    this.parts = [];
    this.partBytes = 0;
    const events: SseEvent[] = [];
    const rest = this.cut(bytes, false, events);
    this.keep(bytes.subarray(rest), Math.min(chunk.length - lastBreak - 1, bytes.length - rest));
    return events;
  }

  /** Ends the stream. An event without its empty line still counts: several vendors omit the last one. */
  end(): SseEvent[] {
    const bytes = Buffer.concat([...this.parts, Buffer.from('\n\n')]);
    this.parts = [];
    this.partBytes = 0;
    const events: SseEvent[] = [];
    this.cut(bytes, true, events);
    return events;
  }

  private keep(bytes: Buffer, openLineBytes: number): void {
    this.openLineBytes = openLineBytes;
    this.partBytes += bytes.length;
    if (openLineBytes > MAX_LINE_BYTES || this.partBytes > MAX_EVENT_BYTES)
      throw new UpstreamError('invalid', 'the provider sent a stream event that is too long');
    if (bytes.length > 0) this.parts.push(bytes);
  }

  /** Cuts whole events off `bytes`; returns where the unfinished one starts. */
  private cut(bytes: Buffer, ended: boolean, events: SseEvent[]): number {
    let eventStart = 0;
    if (this.atStart) {
      this.atStart = false;
      if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) eventStart = 3;
    }
    const plain = !bytes.includes(CARRIAGE_RETURN);
    let position = eventStart;
    let name = '';
    let data: string | null = null;
    for (;;) {
      const lineEnd = plain
        ? bytes.indexOf(LINE_FEED, position)
        : endOfLine(bytes, position, ended);
      if (lineEnd < 0) return eventStart;
      if (lineEnd - position > MAX_LINE_BYTES)
        throw new UpstreamError('invalid', 'the provider sent a stream line that is too long');
      const next = behindBreak(bytes, lineEnd);
      if (lineEnd === position) {
        if (data !== null) events.push({ raw: bytes.subarray(eventStart, next), name, data });
        eventStart = next;
        name = '';
        data = null;
      } else if (isField(bytes, position, lineEnd, DATA)) {
        const value = valueOf(bytes, position + DATA.length, lineEnd);
        data = data === null ? value : `${data}\n${value}`;
      } else if (isField(bytes, position, lineEnd, EVENT))
        name = valueOf(bytes, position + EVENT.length, lineEnd);
      position = next;
    }
  }
}

const DATA = Buffer.from('data');
const EVENT = Buffer.from('event');

/** The end of the line at `from`; -1 when it is not finished, or a `\n` may still follow its `\r`. */
function endOfLine(bytes: Buffer, from: number, ended: boolean): number {
  for (let index = from; index < bytes.length; index++) {
    if (bytes[index] === LINE_FEED) return index;
    if (bytes[index] === CARRIAGE_RETURN) return index + 1 < bytes.length || ended ? index : -1;
  }
  return -1;
}

function behindBreak(bytes: Buffer, lineEnd: number): number {
  const isPair = bytes[lineEnd] === CARRIAGE_RETURN && bytes[lineEnd + 1] === LINE_FEED;
  return lineEnd + (isPair ? 2 : 1);
}

function isField(bytes: Buffer, start: number, end: number, name: Buffer): boolean {
  const nameEnd = start + name.length;
  if (nameEnd > end || (nameEnd < end && bytes[nameEnd] !== COLON)) return false;
  for (let index = 0; index < name.length; index++)
    if (bytes[start + index] !== name[index]) return false;
  return true;
}

function valueOf(bytes: Buffer, colon: number, end: number): string {
  const start = bytes[colon + 1] === SPACE ? colon + 2 : colon + 1;
  return start < end ? bytes.toString('utf8', start, end) : '';
}
