/** One piece of a scripted answer. */
export interface ScriptedChunk {
  /** Milliseconds to wait before it is sent. */
  afterMs?: number;
  bytes: string | Buffer;
}

/**
 * How the fake vendor treats one call. Everything is optional: an empty script answers 200 with a
 * short text in the dialect that was called, streamed when the call asks for a stream.
 */
export interface Script {
  status?: number;
  headers?: Record<string, string>;
  /** The whole body; `stream` wins when both are given. */
  body?: string | Buffer | object;
  /** The body in pieces, each with its delay. */
  stream?: readonly ScriptedChunk[];
  /** Text of the default answer; a stream sends it word by word. */
  text?: string;
  /** Usage of the default answer. */
  usage?: { input: number; output: number };
  /** Milliseconds between the words of a default stream. */
  wordMs?: number;
  /** Milliseconds before the status line. */
  delayMs?: number;
  /** Never answers: the call hangs until either side ends it. */
  hang?: 'before-headers' | 'after-headers' | 'after-body';
  /** Breaks the connection once this many body bytes are sent; 0: right after the headers. */
  cutAtByte?: number;
  /** Breaks the connection before the status line. */
  refuse?: boolean;
}
