import type { FastifyInstance } from 'fastify';
import { createMetricsPage, METRICS_CONTENT_TYPE, type MetricsSources } from './metrics-page.js';

/** `GET /metrics` in Prometheus' text format; every figure is read when it is asked for. */
export function registerMetrics(fastify: FastifyInstance, sources: MetricsSources): void {
  const renderPage = createMetricsPage(sources);
  fastify.get('/metrics', async (_request, reply) =>
    reply.header('content-type', METRICS_CONTENT_TYPE).send(await renderPage()),
  );
}
