/** What a reader of HTTP/1.1 messages tells its owner, in order: head, body parts, end. */
export interface MessageSink {
  onHead(head: string): void;
  onBody(part: Buffer): void;
  onEnd(): void;
}

export interface MessageReader {
  /** Feeds bytes as they arrived; throws on anything that is not framed HTTP/1.1. */
  push(bytes: Buffer): void;
  /** True between messages: a connection closed now has lost nothing. */
  isIdle(): boolean;
}

const HEAD_END = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;

type State = 'head' | 'body' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer';

/**
 * Reads requests or answers framed by `content-length` or chunked encoding (RFC 9112 §6) from one
 * connection. It exists because a full client or server costs more than the proxies under test.
 */
export function readMessages(sink: MessageSink): MessageReader {
  let state: State = 'head';
  let pending: Buffer | undefined;
  let left = 0;

  /** Takes one step at `at`; returns the next offset, or -1 when more bytes are needed. */
  function step(bytes: Buffer, at: number): number {
    switch (state) {
      case 'head':
        return readHead(bytes, at);
      case 'body':
      case 'chunk':
        return readPart(bytes, at);
      case 'chunk-size':
        return readChunkSize(bytes, at);
      case 'chunk-end':
        if (bytes.length - at < 2) return -1;
        state = 'chunk-size';
        return at + 2;
      case 'trailer':
        return readTrailer(bytes, at);
    }
  }

  function readHead(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(HEAD_END, at, 'latin1');
    if (end === -1) return -1;
    const head = bytes.toString('latin1', at, end);
    sink.onHead(head);
    if (CHUNKED.test(head)) {
      state = 'chunk-size';
    } else {
      left = Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0);
      if (left > 0) state = 'body';
      else finish();
    }
    return end + HEAD_END.length;
  }

  function readPart(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + left);
    sink.onBody(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end));
    left -= end - at;
    if (left === 0) {
      if (state === 'chunk') state = 'chunk-end';
      else finish();
    }
    return end;
  }

  function readChunkSize(bytes: Buffer, at: number): number {
    const end = bytes.indexOf('\r\n', at, 'latin1');
    if (end === -1) return -1;
    left = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (!Number.isInteger(left)) throw new Error('unreadable chunk size');
    state = left === 0 ? 'trailer' : 'chunk';
    return end + 2;
  }

  function readTrailer(bytes: Buffer, at: number): number {
    const end = bytes.indexOf('\r\n', at, 'latin1');
    if (end === -1) return -1;
    if (end === at) finish();
    return end + 2;
  }

  function finish(): void {
    state = 'head';
    sink.onEnd();
  }

  return {
    push(bytes) {
      const all = pending ? Buffer.concat([pending, bytes]) : bytes;
      pending = undefined;
      let at = 0;
      while (at < all.length) {
        const next = step(all, at);
        if (next === -1) {
          pending = all.subarray(at);
          return;
        }
        at = next;
      }
    },
    isIdle: () => state === 'head' && pending === undefined,
  };
}
