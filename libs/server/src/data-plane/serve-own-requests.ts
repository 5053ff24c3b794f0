import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { FastifyInstance } from 'fastify';
import { addRoute } from './add-route.js';
import type { DataPlane } from './data-plane.js';
import { sendJson, serveCaller } from './serve-caller.js';

/** `GET /v1/requests/{id}`: what became of a request of the caller's workspace. */
export function serveOwnRequests(fastify: FastifyInstance, plane: DataPlane): void {
  addRoute(
    fastify,
    'GET',
    '/v1/requests/:id',
    serveCaller(plane, async (exchange) => {
      const id = exchange.params.id!;
      const details = await plane.findRequest(exchange.key.row.workspaceId, id);
      if (!details)
        throw new ApiError(
          'not_found',
          `There is no request "${id}". A request can be read within 2 seconds of its last byte.`,
          { param: 'id' },
        );
      sendJson(exchange, 200, details);
    }),
  );
}
