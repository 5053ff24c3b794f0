import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { commonFacts, targetsOf } from '@weighbridge/gateway/catalogue/describe-route';
import { presentModelFacts } from '@weighbridge/gateway/catalogue/present-model';
import { unknownModelError } from '@weighbridge/gateway/routing/unknown-model-error';
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
      sendJson(exchange, 200, describe(key, findModel(key, exchange.params['*']!)));
    }),
  );
}

/**
 * A listed model by its id, or by the bare name that one provider alone offers.
 * @throws ApiError `model_not_found` with the nearest names
 */
function findModel(key: KeyEntry, name: string): ListedModel {
  const listed = key.listModels();
  const found =
    listed.find(({ id }) => id === name) ?? listed.find(({ id }) => id === fullName(key, name));
  if (found) return found;
  throw unknownModelError(
    name,
    listed.map(({ id }) => id),
  );
}

/**
 * `provider/model` of a bare name; null: it stands for none that this key may use.
 * @throws ApiError `model_not_found` with the nearest names
 */
function fullName(key: KeyEntry, name: string): string | null {
  try {
    const { id, sort, targets } = key.resolveModel(name);
    const leadsTo = id === null && sort === undefined ? targets[0]?.leadsTo : undefined;
    return leadsTo && 'target' in leadsTo ? leadsTo.target.id : null;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'model_not_allowed') return null;
    throw error;
  }
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
