import type { GatewayCall } from '@weighbridge/gateway/completion/active-request';
import { completeOnce } from '@weighbridge/gateway/completion/complete-once';
import { completeRequest } from '@weighbridge/gateway/completion/complete-request';
import { openRequest } from '@weighbridge/gateway/completion/open-request';
import { readControls } from '@weighbridge/gateway/completion/read-controls';
import { readChatCall } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import { readEmbeddingsCall } from '@weighbridge/gateway/dialects/openai-chat/read-embeddings-call';
import type { FastifyInstance } from 'fastify';
import type { DataPlane } from './data-plane.js';
import { type CallerExchange, serveCaller } from './serve-caller.js';

const EMPTY = Buffer.alloc(0);

/** `POST /v1/chat/completions` and `/v1/embeddings`. */
export function serveCompletions(fastify: FastifyInstance, plane: DataPlane): void {
  const complete = (exchange: CallerExchange, call: GatewayCall) => {
    const controls = readControls(exchange.request.headers);
    const { requestId, key, reply, createdAt, startedAt } = exchange;
    const request = openRequest({
      id: requestId,
      call,
      key,
      controls,
      reply,
      createdAt,
      startedAt,
    });
    return controls.idempotencyKey === null
      ? completeRequest(plane.gateway, request)
      : completeOnce(plane.gateway, request, controls.idempotencyKey);
  };
  fastify.post(
    '/v1/chat/completions',
    serveCaller(plane, (exchange) => complete(exchange, readChatCall(bodyOf(exchange)))),
  );
  fastify.post(
    '/v1/embeddings',
    serveCaller(plane, (exchange) => complete(exchange, readEmbeddingsCall(bodyOf(exchange)))),
  );
}

const bodyOf = ({ request }: CallerExchange): Buffer =>
  Buffer.isBuffer(request.body) ? request.body : EMPTY;
