import { joinPages, type MetricsPage } from '@weighbridge/observe/metrics/join-pages';
import type { FastifyInstance } from 'fastify';
import { METRICS_CONTENT_TYPE } from './metrics-page.js';

/**
 * `GET /metrics` in Prometheus' text format; every figure is read when it is asked for.
 * @param renderPage of this process
 * @param readPages where several processes serve the port: of all of them, because a scrape reaches any
 */
export function registerMetrics(
  fastify: FastifyInstance,
  renderPage: () => Promise<string>,
  readPages?: () => Promise<MetricsPage[]>,
): void {
  fastify.get('/metrics', async (_request, reply) =>
    reply
      .header('content-type', METRICS_CONTENT_TYPE)
      .send(readPages ? joinPages(await readPages()) : await renderPage()),
  );
}
