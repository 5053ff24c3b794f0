import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { newRequestId } from '@weighbridge/gateway/completion/open-request';
import { dialectOfPath } from './dialect-of-path.js';
import { HttpReply } from './http-reply.js';
import { MAX_BODY_BYTES } from './read-body.js';
import { sendError, toApiError } from './send-error.js';
import type { Endpoint } from './serve-caller.js';

type Listener = (incoming: IncomingMessage, response: ServerResponse) => void;

const NO_PARAMS: Readonly<Record<string, string>> = {};
const TOO_LARGE = Object.assign(new Error('body too large'), {
  code: 'FST_ERR_CTP_BODY_TOO_LARGE',
});

/**
 * Serves completions straight from Node's HTTP server and hands everything else to the framework.
 * Routing, hooks and body parsing of the framework cost about as much CPU as the rest of a small
 * completion (docs/decisions/0006). The endpoints are the same ones that are on its router.
 */
export function takeExpressLane(server: Server, endpoints: ReadonlyMap<string, Endpoint>): void {
  const [framework] = server.listeners('request') as Listener[];
  server.removeAllListeners('request');
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    const endpoint = incoming.method === 'POST' ? endpoints.get(incoming.url!) : undefined;
    if (endpoint === undefined) return framework!(incoming, response);
    readBody(incoming, (body) => {
      if (body === null) return refuse(incoming, response);
      void endpoint(incoming, response, body, NO_PARAMS);
    });
  });
}

/** Collects a body; null once it is larger than any endpoint takes. */
function readBody(incoming: IncomingMessage, done: (body: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    if (bytes > MAX_BODY_BYTES) return; // the rest is read and dropped, so that the answer arrives
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return done(null);
    chunks.push(chunk);
  });
  incoming.on('end', () => {
    if (bytes <= MAX_BODY_BYTES) done(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
  });
}

function refuse(incoming: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
  sendError(
    new HttpReply(response),
    toApiError(TOO_LARGE),
    dialectOfPath(incoming.url!),
    newRequestId(Date.now()),
  );
}
