import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ListedModel } from '@weighbridge/gateway/routing/snapshot';
import type { FastifyInstance } from 'fastify';
import { addRoute } from './add-route.js';
import type { DataPlane } from './data-plane.js';
import { sendJson, serveCaller } from './serve-caller.js';

/** `GET /v1/models` and `/v1/models/{id}`: what the caller's key may put into `model`. */
export function serveModels(fastify: FastifyInstance, plane: DataPlane): void {
  addRoute(
    fastify,
    'GET',
    '/v1/models',
    serveCaller(plane, (exchange) =>
      sendJson(exchange, 200, { object: 'list', data: exchange.key.listModels().map(describe) }),
    ),
  );
  addRoute(
    fastify,
    'GET',
    '/v1/models/*',
    serveCaller(plane, (exchange) => {
      const id = exchange.params['*'];
      const model = exchange.key.listModels().find((listed) => listed.id === id);
      if (!model)
        throw new ApiError('model_not_found', `there is no model "${id}" for this key`, {
          param: 'model',
        });
      sendJson(exchange, 200, describe(model));
    }),
  );
}

/** OpenAI's model object; `created` has no meaning here and is zero. */
const describe = ({ id, ownedBy }: ListedModel): object => ({
  id,
  object: 'model',
  created: 0,
  owned_by: ownedBy,
});
