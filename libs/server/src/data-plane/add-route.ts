import type { FastifyInstance, HTTPMethods } from 'fastify';
import type { Endpoint } from './serve-caller.js';

const EMPTY = Buffer.alloc(0);

/** Puts an endpoint of the data plane on Fastify's router, which hands the response over. */
export function addRoute(
  fastify: FastifyInstance,
  method: HTTPMethods | HTTPMethods[],
  url: string,
  endpoint: Endpoint,
): void {
  fastify.route({
    method,
    url,
    handler: (request, reply) => {
      reply.hijack();
      const body = Buffer.isBuffer(request.body) ? request.body : EMPTY;
      return endpoint(request.raw, reply.raw, body, request.params as Record<string, string>);
    },
  });
}
