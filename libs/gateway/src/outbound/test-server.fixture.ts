import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutboundRequest, ResponseListener } from './outbound-request.js';
import type { TransportFailure } from './transport-failure.js';

export interface TestServer {
  origin: string;
  port: number;
  server: Server;
  close(): Promise<void>;
}

/** A real upstream on a loopback port, for the tests of this folder. */
export async function startTestServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, port, server, close };
}

/** A request that reaches such a server, with generous clocks. */
export function testRequest(origin: string, over: Partial<OutboundRequest> = {}): OutboundRequest {
  return {
    origin,
    allowPrivateNetwork: true,
    method: 'POST',
    path: '/v1/chat/completions',
    headers: ['content-type', 'application/json'],
    body: Buffer.from('{}'),
    ...over,
    timeouts: {
      connectMs: 2_000,
      firstTokenMs: 0,
      idleMs: 2_000,
      deadlineAt: performance.now() + 5_000,
      ...over.timeouts,
    },
  };
}

interface Heard {
  ended: Promise<TransportFailure | null>;
  text(): string;
  listener: ResponseListener;
}

/** Listens to one exchange; `ended` is null when it completed. */
export function hear(onData: (chunk: Buffer) => boolean | void = () => undefined): Heard {
  const chunks: Buffer[] = [];
  let end: (failure: TransportFailure | null) => void;
  const ended = new Promise<TransportFailure | null>((resolve) => {
    end = resolve;
  });
  const listener: ResponseListener = {
    onHeaders: () => undefined,
    onData(chunk) {
      chunks.push(chunk);
      return onData(chunk);
    },
    onComplete: () => end(null),
    onError: (failure) => end(failure),
  };
  return { ended, listener, text: () => Buffer.concat(chunks).toString() };
}
