import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { commonFacts, targetsOf } from '@weighbridge/gateway/catalogue/describe-route';
import { presentModelFacts } from '@weighbridge/gateway/catalogue/present-model';
import type { KeyEntry, ListedModel } from '@weighbridge/gateway/routing/snapshot';
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
    serveCaller(plane, (exchange) => {
      const { key } = exchange;
      const data = key.listModels().map((model) => describe(key, model));
      sendJson(exchange, 200, { object: 'list', data });
    }),
  );
  addRoute(
    fastify,
    'GET',
    '/v1/models/*',
    serveCaller(plane, (exchange) => {
      const { key } = exchange;
      const id = exchange.params['*'];
      const model = key.listModels().find((listed) => listed.id === id);
      if (!model)
        throw new ApiError('model_not_found', `there is no model "${id}" for this key`, {
          param: 'model',
        });
      sendJson(exchange, 200, describe(key, model));
    }),
  );
}

/**
 * OpenAI's model object (`created` has no meaning here and is zero) with price, limits and
 * capabilities; of a route, what holds whichever target serves.
 */
function describe(key: KeyEntry, { id, ownedBy }: ListedModel): object {
  const route = key.resolveModel(id);
  const targets = targetsOf(route);
  return {
    ...{ id, object: 'model', created: 0, owned_by: ownedBy },
    ...presentModelFacts(commonFacts(targets)),
    ...(route.id !== null && {
      strategy: route.strategy,
      targets: targets.map((target) => target.id),
    }),
  };
}
