import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { newRequestId } from '@weighbridge/gateway/completion/open-request';
import { readCallerKey } from '@weighbridge/gateway/completion/read-caller-key';
import type { KeyEntry } from '@weighbridge/gateway/routing/snapshot';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DataPlane } from './data-plane.js';
import { dialectOfPath } from './dialect-of-path.js';
import { HttpReply } from './http-reply.js';
import { sendError, toApiError } from './send-error.js';

/** One caller's HTTP exchange, its key known. */
export interface CallerExchange {
  requestId: string;
  key: KeyEntry;
  request: FastifyRequest;
  reply: HttpReply;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Monotonic milliseconds. */
  startedAt: number;
}

type Serve = (exchange: CallerExchange) => Promise<unknown> | void;

/**
 * Wraps an endpoint of the data plane: takes the response over from Fastify, checks the key, and
 * renders whatever is thrown in the caller's dialect. No such endpoint can be registered without it.
 * @param access `scores`: a public key will do
 */
export function serveCaller(plane: DataPlane, serve: Serve, access: 'full' | 'scores' = 'full') {
  return async (request: FastifyRequest, fastifyReply: FastifyReply): Promise<void> => {
    fastifyReply.hijack();
    const createdAt = Date.now();
    const startedAt = performance.now();
    const requestId = newRequestId(createdAt);
    const reply = new HttpReply(fastifyReply.raw);
    try {
      if (!plane.accepting())
        throw new ApiError('overloaded', 'This node is starting or shutting down.', {
          retryAfterSeconds: 2,
        });
      const key = plane.gateway.authenticator.authenticate(readCallerKey(request.headers));
      if (key.row.kind === 'public' && access !== 'scores')
        throw new ApiError('forbidden', 'A public key may only write scores. Use the secret key.');
      await serve({ requestId, key, request, reply, createdAt, startedAt });
    } catch (error) {
      const apiError = toApiError(error);
      if (apiError.code === 'internal_error') plane.logError(error, requestId);
      sendError(reply, apiError, dialectOfPath(request.url), requestId);
    }
  };
}

/** Answers with a JSON document. */
export function sendJson(exchange: CallerExchange, status: number, value: unknown): void {
  exchange.reply.send(
    status,
    {
      'content-type': 'application/json; charset=utf-8',
      'x-wb-request-id': exchange.requestId,
    },
    JSON.stringify(value),
  );
}
