import type { Reply } from '@weighbridge/gateway/completion/reply';

/** An answer as a caller over HTTP would have got it. */
export interface BufferedAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The caller's side of a request that this process makes itself: it waits, and never leaves. */
export class BufferedReply implements Reply {
  readonly left = false;
  begun = false;
  answer: BufferedAnswer | null = null;
  private readonly chunks: Buffer[] = [];
  private streamed: Record<string, string> = {};

  send(status: number, headers: Record<string, string>, body: Buffer | string): void {
    this.answer ??= { status, headers, body: String(body) };
  }

  begin(headers: Record<string, string>): void {
    this.begun = true;
    this.streamed = headers;
  }

  write(bytes: Buffer | string): boolean {
    this.chunks.push(Buffer.from(bytes));
    return true;
  }

  onDrain(): void {
    // Memory takes whatever comes.
  }

  end(): void {
    this.send(200, this.streamed, Buffer.concat(this.chunks));
  }

  cut(): void {
    this.send(502, this.streamed, '');
  }

  onLeave(): void {
    // Nobody leaves.
  }
}
