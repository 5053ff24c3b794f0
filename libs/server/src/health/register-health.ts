import type { FastifyInstance } from 'fastify';
import type { Readiness } from './readiness.js';

/** A named fact of a dependency, shown by `/health/ready`; it informs and does not decide. */
export type HealthFacts = () => Record<string, unknown>;

const RETRY_AFTER_SECONDS = '2';

/**
 * `/health/live` (the process answers) and `/health/ready` (503 while starting or draining). A store
 * that is away does not make a node unready: known keys are served without it.
 */
export function registerHealth(
  fastify: FastifyInstance,
  readiness: Readiness,
  facts: HealthFacts,
): void {
  fastify.get('/health/live', (_request, reply) => reply.send({ status: 'live' }));
  fastify.get('/health/ready', (_request, reply) => {
    const status = readiness.current;
    if (status !== 'ready') reply.code(503).header('retry-after', RETRY_AFTER_SECONDS);
    return reply.send({ status, ...facts() });
  });
}
