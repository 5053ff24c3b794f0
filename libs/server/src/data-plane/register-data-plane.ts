import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { newRequestId } from '@weighbridge/gateway/completion/open-request';
import type { FastifyInstance } from 'fastify';
import { addRoute } from './add-route.js';
import type { DataPlane } from './data-plane.js';
import { dialectOfPath } from './dialect-of-path.js';
import { HttpReply } from './http-reply.js';
import { keepRawBodies } from './read-body.js';
import { refuseUnbuilt } from './refuse-unbuilt.js';
import { sendError, toApiError } from './send-error.js';
import { completionEndpoints } from './serve-completions.js';
import type { Endpoint } from './serve-caller.js';
import { serveModels } from './serve-models.js';
import { serveOwnKey } from './serve-own-key.js';
import { serveOwnRequests } from './serve-own-requests.js';
import { serveScores } from './serve-scores.js';

/**
 * The data plane as an encapsulated Fastify plugin: raw bodies, its own errors, none of Nest's
 * pipes, guards or interceptors on the way of a completion.
 * @returns the endpoints of completions, for the express lane
 */
export async function registerDataPlane(
  fastify: FastifyInstance,
  plane: DataPlane,
): Promise<ReadonlyMap<string, Endpoint>> {
  const endpoints = completionEndpoints(plane);
  await fastify.register(async (scope) => {
    keepRawBodies(scope);
    scope.setErrorHandler((error, request, reply) => {
      reply.hijack();
      const apiError = toApiError(error);
      const requestId = newRequestId(Date.now());
      if (apiError.code === 'internal_error') plane.logError(error, requestId);
      sendError(new HttpReply(reply.raw), apiError, dialectOfPath(request.url), requestId);
    });
    for (const [url, endpoint] of endpoints) addRoute(scope, 'POST', url, endpoint);
    serveModels(scope, plane);
    serveOwnKey(scope, plane);
    serveOwnRequests(scope, plane);
    serveScores(scope, plane);
    refuseUnbuilt(scope, plane);
    scope.all('/v1/*', (request) => {
      throw new ApiError('not_found', `There is no ${request.method} ${request.url}.`);
    });
  });
  return endpoints;
}
