import { createRequestMetrics } from '@weighbridge/observe/metrics/request-metrics';
import { createMetricsPage } from '@weighbridge/server/metrics/metrics-page';

/** The names of every metric that some role shows at `/metrics`. */
export async function renderedMetrics(): Promise<string[]> {
  const page = createMetricsPage({
    requests: createRequestMetrics(() => true),
    breakers: () => [{ target: 'main/m', breaker: 'closed' }],
    journal: () => ({ pendingRecords: 0, lagSeconds: 0 }),
    telemetryDropped: () => 0,
    snapshot: () => ({ version: 1, failures: 0 }),
  });
  return [...(await page()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
}
