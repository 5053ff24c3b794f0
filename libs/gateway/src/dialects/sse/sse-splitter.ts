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

/** Cuts a byte stream into events, whatever frames them. */
export interface EventSplitter {
  /** @throws UpstreamError `invalid` */
  push(chunk: Buffer): SseEvent[];
  end(): SseEvent[];
}

/**
 * Cuts a byte stream, however it is chunked, into server-sent events. Comments are dropped. Every
 * byte is looked at once, so that a vendor who drips its lines costs no more than one who does not.
 */
export class SseSplitter implements EventSplitter {
  /** Pieces of the line that is not finished. */
  private openLine: Buffer[] = [];
  private openLineBytes = 0;
  /** The finished lines of the event that is not finished. */
  private openEvent: Buffer[] = [];
  private openEventBytes = 0;
  private name = '';
  private data: string | null = null;
  private atStart = true;

  /**
   * Reads the next bytes.
   * @returns the events that they complete
   * @throws UpstreamError `invalid` for a line over 1 MiB or an event over 4 MiB
   */
  push(chunk: Buffer): SseEvent[] {
    const hasBreak = chunk.includes(LINE_FEED) || chunk.includes(CARRIAGE_RETURN);
    if (!hasBreak && this.openLine.at(-1)?.at(-1) !== CARRIAGE_RETURN) {
      this.keepLine(chunk);
      return [];
    }
    return this.cut(this.takeLine(chunk), false);
  }

  /** Ends the stream. An event without its empty line still counts: several vendors omit the last one. */
  end(): SseEvent[] {
    return this.cut(this.takeLine(END), true);
  }

  private keepLine(bytes: Buffer): void {
    this.openLineBytes += bytes.length;
    if (this.openLineBytes > MAX_LINE_BYTES) throw tooLong();
    if (bytes.length > 0) this.openLine.push(bytes);
  }

  private takeLine(chunk: Buffer): Buffer {
    if (this.openLine.length === 0) return chunk;
    const bytes = Buffer.concat([...this.openLine, chunk]);
    this.openLine = [];
    this.openLineBytes = 0;
    return bytes;
  }

  /** Reads the finished lines of `bytes`, which begin at the start of a line; keeps the rest. */
  private cut(bytes: Buffer, ended: boolean): SseEvent[] {
    const events: SseEvent[] = [];
    let eventStart = 0;
    if (this.atStart) {
      this.atStart = false;
      if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) eventStart = 3;
    }
    const plain = !bytes.includes(CARRIAGE_RETURN);
    let position = eventStart;
    for (;;) {
      const lineEnd = plain
        ? bytes.indexOf(LINE_FEED, position)
        : endOfLine(bytes, position, ended);
      if (lineEnd < 0) break;
      if (lineEnd - position > MAX_LINE_BYTES) throw tooLong();
      const next = behindBreak(bytes, lineEnd);
      if (lineEnd === position) {
        const raw = this.takeEvent(bytes.subarray(eventStart, next));
        if (this.data !== null) events.push({ raw, name: this.name, data: this.data });
        eventStart = next;
        this.name = '';
        this.data = null;
      } else this.readLine(bytes, position, lineEnd);
      position = next;
    }
    this.keepEvent(bytes.subarray(eventStart, position));
    this.keepLine(bytes.subarray(position));
    return events;
  }

  private readLine(bytes: Buffer, start: number, end: number): void {
    if (isField(bytes, start, end, DATA)) {
      const value = valueOf(bytes, start + DATA.length, end);
      this.data = this.data === null ? value : `${this.data}\n${value}`;
    } else if (isField(bytes, start, end, EVENT))
      this.name = valueOf(bytes, start + EVENT.length, end);
  }

  private keepEvent(lines: Buffer): void {
    this.openEventBytes += lines.length;
    if (this.openEventBytes > MAX_EVENT_BYTES) throw tooLong();
    if (lines.length > 0) this.openEvent.push(lines);
  }

  private takeEvent(lastLines: Buffer): Buffer {
    if (this.openEvent.length === 0) return lastLines;
    const raw = Buffer.concat([...this.openEvent, lastLines]);
    this.openEvent = [];
    this.openEventBytes = 0;
    return raw;
  }
}

/** Ends any line, and then any event. */
const END = Buffer.from('\n\n');

function tooLong(): UpstreamError {
  return new UpstreamError('invalid', 'the provider sent a stream event that is too long');
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
