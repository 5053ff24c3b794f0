import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultBody, defaultStream, dialectOf, type FakeDialect } from './default-answer.js';
import type { Script } from './script.js';

/** What the fake vendor saw of one call. */
export interface FakeCall {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** The body as it came. */
  raw: Buffer;
  /** The parsed body; null when it is no JSON. */
  body: Record<string, unknown> | null;
  model: string;
  /** Milliseconds since the epoch at which the call was read. */
  at: number;
  /** The last byte of the scripted answer was handed to the network. */
  served: boolean;
  /** The gateway ended the call before the answer was whole. */
  aborted: boolean;
}

export type ScriptFor = Script | ((call: FakeCall) => Script);

export interface FakeVendor {
  /** Origin without a path: `http://127.0.0.1:PORT`. */
  url: string;
  /** Every call so far, in the order they were read. */
  calls: FakeCall[];
  /** Sets how calls of a model are answered from now on; `*`: every model without its own script. */
  script(model: string, script: ScriptFor): void;
  /** Answers the next call with this, whatever its model; queued scripts go before all others. */
  enqueue(...scripts: ScriptFor[]): void;
  /** Forgets scripts, queue and calls. */
  reset(): void;
  /** Breaks all connections and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a scriptable vendor on a free loopback port. It speaks the chat and embeddings wire formats
 * of OpenAI, Anthropic's messages and Gemini's generateContent, by the path that is called.
 */
export async function startFakeVendor(port = 0): Promise<FakeVendor> {
  const calls: FakeCall[] = [];
  const scripts = new Map<string, ScriptFor>();
  let queue: ScriptFor[] = [];

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    response.on('close', () => {
      call.aborted = !call.served && !response.writableFinished;
    });
    const chosen = queue.shift() ?? scripts.get(call.model) ?? scripts.get('*') ?? {};
    const script = typeof chosen === 'function' ? chosen(call) : chosen;
    await play(script, call, response);
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    script: (model, script) => void scripts.set(model, script),
    enqueue: (...added) => void queue.push(...added),
    reset: () => {
      calls.length = 0;
      scripts.clear();
      queue = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const raw = Buffer.concat(pieces);
  const path = request.url ?? '/';
  const body = parse(raw);
  const model =
    typeof body?.model === 'string' ? body.model : (/models\/([^:/?]+):/.exec(path)?.[1] ?? '');
  return {
    method: request.method ?? '',
    path,
    headers: request.headers,
    raw,
    body,
    model,
    at: Date.now(),
    served: false,
    aborted: false,
  };
}

function parse(raw: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(raw.toString()) as Record<string, unknown>;
  } catch {
    return null;
  }
}

async function play(script: Script, call: FakeCall, response: ServerResponse): Promise<void> {
  // A caller who left is not kept waiting for, nor does a pause outlive its test.
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const pause = (ms: number) => sleep(ms, undefined, { signal: gone.signal });
  if (script.delayMs) await pause(script.delayMs);
  if (script.refuse) {
    response.destroy();
    return;
  }
  if (script.hang === 'before-headers') return;
  const { chunks, contentType } = content(script, call);
  response.writeHead(script.status ?? 200, { 'content-type': contentType, ...script.headers });
  response.flushHeaders();
  if (script.hang === 'after-headers') return;
  let left = script.cutAtByte ?? Number.POSITIVE_INFINITY;
  for (const { afterMs, bytes } of chunks) {
    if (afterMs) await pause(afterMs);
    if (response.destroyed) return;
    const piece = Buffer.from(bytes as string);
    if (piece.length > left || left === 0) return cut(response, piece.subarray(0, left));
    left -= piece.length;
    if (!response.write(piece)) await drained(response);
  }
  if (left !== Number.POSITIVE_INFINITY) return cut(response, Buffer.alloc(0));
  if (script.hang === 'after-body') return;
  call.served = true;
  response.end();
}

function content(script: Script, call: FakeCall) {
  const json = 'application/json';
  if (script.stream) return { chunks: script.stream, contentType: 'text/event-stream' };
  if (script.body !== undefined) {
    const isBytes = typeof script.body === 'string' || Buffer.isBuffer(script.body);
    const bytes = isBytes ? (script.body as string | Buffer) : JSON.stringify(script.body);
    return { chunks: [{ bytes }], contentType: json };
  }
  if ((script.status ?? 200) >= 400)
    return { chunks: [{ bytes: scriptedError(script.status!) }], contentType: json };
  const dialect: FakeDialect = dialectOf(call.path) ?? 'openai-chat';
  if (wantsStream(call))
    return { chunks: defaultStream(dialect, call.model, script), contentType: 'text/event-stream' };
  return {
    chunks: [{ bytes: JSON.stringify(defaultBody(dialect, call.model, script)) }],
    contentType: json,
  };
}

function scriptedError(status: number): string {
  return JSON.stringify({ error: { message: `scripted failure ${status}`, type: 'scripted' } });
}

function wantsStream(call: FakeCall): boolean {
  return call.body?.stream === true || call.path.includes(':streamGenerateContent');
}

/** Ends the connection in the middle of the body, after what was sent has left. */
function cut(response: ServerResponse, last: Buffer): void {
  response.write(last, () => response.destroy());
}

/** Resolves when the caller reads again, or is gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
