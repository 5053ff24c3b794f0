import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { newRequestId } from '@weighbridge/gateway/completion/open-request';
import { readBasicSecret, readCallerKey } from '@weighbridge/gateway/completion/read-caller-key';
import { refusePublic } from '@weighbridge/gateway/completion/refuse-key';
import type { KeyEntry } from '@weighbridge/gateway/routing/snapshot';
import type { DataPlane } from './data-plane.js';
import { dialectOfPath } from './dialect-of-path.js';
import { HttpReply } from './http-reply.js';
import { sendError, toApiError } from './send-error.js';

/** One caller's HTTP exchange, its key known. */
export interface CallerExchange {
  requestId: string;
  key: KeyEntry;
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  /** The bytes as they were sent; empty without a body. */
  body: Buffer;
  /** What the route's pattern matched. */
  params: Readonly<Record<string, string>>;
  reply: HttpReply;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Monotonic milliseconds. */
  startedAt: number;
}

type Serve = (exchange: CallerExchange) => Promise<unknown> | void;

/** An endpoint on Node's own request and response, below any framework. */
export type Endpoint = (
  incoming: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  params: Readonly<Record<string, string>>,
) => Promise<void>;

/**
 * Makes an endpoint of the data plane: checks the key and renders whatever is thrown in the caller's
 * dialect. No such endpoint can be registered without it.
 * @param access `scores`: a public key will do
 */
export function serveCaller(
  plane: DataPlane,
  serve: Serve,
  access: 'full' | 'scores' = 'full',
): Endpoint {
  return async (incoming, response, body, params) => {
    const createdAt = Date.now();
    const startedAt = performance.now();
    const requestId = newRequestId(createdAt);
    const reply = new HttpReply(response);
    const { headers } = incoming;
    const url = incoming.url!;
    try {
      if (!plane.accepting())
        throw new ApiError('overloaded', 'This node is starting.', {
          retryAfterSeconds: 2,
        });
      const key = plane.gateway.authenticator.authenticate(keyTextOf(incoming));
      if (access !== 'scores') refusePublic(key.row);
      const method = incoming.method!;
      await serve({
        requestId,
        key,
        method,
        url,
        headers,
        body,
        params,
        reply,
        createdAt,
        startedAt,
      });
    } catch (error) {
      const apiError = toApiError(error);
      if (apiError.code === 'internal_error') plane.logError(error, requestId);
      sendError(reply, apiError, dialectOfPath(url), requestId);
    }
  };
}

const keyTextOf = ({ headers, url }: IncomingMessage): string | null =>
  readCallerKey(headers) ?? (url!.startsWith('/api/public/') ? readBasicSecret(headers) : null);

/** Answers with a JSON document. */
export function sendJson(exchange: CallerExchange, status: number, value: unknown): void {
  const { headers, body } = jsonOf(exchange, value);
  exchange.reply.send(status, headers, body);
}

/** The headers and text of a JSON answer. */
export const jsonOf = (
  { requestId }: CallerExchange,
  value: unknown,
): { headers: Record<string, string>; body: string } => ({
  headers: {
    'content-type': 'application/json; charset=utf-8',
    'x-wb-request-id': requestId,
    'x-request-id': requestId,
  },
  body: JSON.stringify(value),
});
