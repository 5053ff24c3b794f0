import type { GatewayCall } from '@weighbridge/gateway/completion/active-request';
import { completeOnce } from '@weighbridge/gateway/completion/complete-once';
import { completeRequest } from '@weighbridge/gateway/completion/complete-request';
import { openRequest } from '@weighbridge/gateway/completion/open-request';
import { readControls } from '@weighbridge/gateway/completion/read-controls';
import { readChatCall } from '@weighbridge/gateway/dialects/openai-chat/read-chat-call';
import { readEmbeddingsCall } from '@weighbridge/gateway/dialects/openai-chat/read-embeddings-call';
import type { DataPlane } from './data-plane.js';
import { plainBody } from './plain-body.js';
import { type CallerExchange, type Endpoint, serveCaller } from './serve-caller.js';

/** The endpoints of completions by their path, all `POST`: `/v1/chat/completions`, `/v1/embeddings`. */
export function completionEndpoints(plane: DataPlane): ReadonlyMap<string, Endpoint> {
  const complete = (exchange: CallerExchange, call: GatewayCall) => {
    const controls = readControls(exchange.headers, call.body);
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
  return new Map([
    [
      '/v1/chat/completions',
      serveCaller(plane, (exchange) => complete(exchange, readChatCall(plainBody(exchange)))),
    ],
    [
      '/v1/embeddings',
      serveCaller(plane, (exchange) => complete(exchange, readEmbeddingsCall(plainBody(exchange)))),
    ],
  ]);
}
