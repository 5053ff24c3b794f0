import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerSandboxRequest } from '@weighbridge/gateway/providers/sandbox/answer-sandbox-request';

export interface SandboxServerOptions {
  /** The same seed gives the same answers. */
  seed?: number;
  /** Multiplies every simulated delay; 0 answers at once. */
  timeScale?: number;
  /** 0: any free port. */
  port?: number;
}

export interface SandboxServer {
  /** For the sandbox provider's `base_url`: `http://127.0.0.1:PORT/v1`. */
  baseUrl: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 33_554_432;
/** Repeats are remembered for this many different requests; older ones start anew. */
const MAX_REMEMBERED = 10_000;
/** Waits shorter than this are added up: a timer per token would cost more than the token. */
const SHORTEST_WAIT_MS = 4;

/** Starts the sandbox provider on loopback: real HTTP, simulated models. */
export async function serveSandbox(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const { seed = 1, timeScale = 1, port = 0 } = options;
  const occurrences = new Map<string, number>();

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await readBody(request);
    const path = (request.url ?? '/').split('?', 1)[0]!;
    const reply = answerSandboxRequest(path, raw, {
      seed,
      occurrence: countOccurrence(occurrences, raw),
      created: Math.floor(Date.now() / 1000),
      skillChanges: request.headers['x-sandbox-skill'] as string | undefined,
    });
    const pace = timeScale / readSpeed(request.headers['x-sandbox-speed']);
    response.writeHead(reply.status, reply.headers);
    let owed = 0;
    for (const { afterMs, text } of reply.chunks) {
      owed += afterMs * pace;
      if (owed >= SHORTEST_WAIT_MS) {
        await sleep(owed);
        owed = 0;
      }
      if (response.destroyed) return;
      response.write(text);
    }
    if (reply.isCut) response.destroy();
    else response.end();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Also as one of several workers: a port of its own, not one that all of them share.
    server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `x-sandbox-speed: 10` answers ten times as fast; what is no such number changes nothing. */
function readSpeed(text: string | string[] | undefined): number {
  const speed = Number(text ?? 1);
  return speed > 0 ? speed : 1;
}

function countOccurrence(occurrences: Map<string, number>, raw: Buffer): number {
  const request = createHash('sha256').update(raw).digest('base64');
  const seen = occurrences.get(request) ?? 0;
  if (occurrences.size >= MAX_REMEMBERED) occurrences.clear();
  occurrences.set(request, seen + 1);
  return seen;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += (piece as Buffer).length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the sandbox was sent more than 32 MiB');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
