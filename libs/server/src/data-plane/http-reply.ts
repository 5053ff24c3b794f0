import type { ServerResponse } from 'node:http';
import type { Reply } from '@weighbridge/gateway/completion/reply';

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no', // nginx in front must not collect the stream
};

/** Copying more than this costs more than a second buffer in the write. */
const LARGEST_COPIED = 16_384;

/** A caller's HTTP response, written without Fastify's reply: one `writeHead`, one `end`. */
export class HttpReply implements Reply {
  begun = false;
  left = false;
  private finished = false;

  constructor(private readonly response: ServerResponse) {}

  send(status: number, headers: Record<string, string>, body: Buffer | string): void {
    if (this.finished || this.left) return;
    this.finished = true;
    headers['content-length'] = String(
      typeof body === 'string' ? Buffer.byteLength(body) : body.length,
    );
    this.response.writeHead(status, headers);
    // As text a small body leaves with the headers in one plain write; latin1 keeps every byte.
    if (typeof body === 'string' || body.length > LARGEST_COPIED) this.response.end(body);
    else this.response.end(body.toString('latin1'), 'latin1');
  }

  begin(headers: Record<string, string>): void {
    if (this.begun || this.left) return;
    this.begun = true;
    this.response.writeHead(200, { ...STREAM_HEADERS, ...headers });
    this.response.flushHeaders();
  }

  write(bytes: Buffer | string): boolean {
    if (this.finished || this.left) return true;
    return this.response.write(bytes);
  }

  onDrain(resume: () => void): void {
    this.response.once('drain', resume);
  }

  end(): void {
    if (this.finished || this.left) return;
    this.finished = true;
    this.response.end();
  }

  cut(): void {
    this.response.destroy(); // `close` follows, and with it what a caller's leaving sets off
  }

  onLeave(leave: () => void): void {
    this.response.on('close', () => {
      if (this.finished || this.response.writableFinished) return;
      this.left = true;
      leave();
    });
  }
}
