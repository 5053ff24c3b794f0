import type { RequestObserver } from '@weighbridge/gateway/completion/gateway';
import type { RequestMetrics } from '@weighbridge/observe/metrics/request-metrics';
import type { SpanExporter } from '@weighbridge/observe/telemetry/span-exporter';
import { describeRequestSpan } from './describe-request-span.js';

/**
 * Counts every finished request and, where an exporter is configured, offers its span.
 * @param exporter null: nothing is exported
 */
export function observeRequests(
  metrics: RequestMetrics,
  exporter: SpanExporter | null,
): RequestObserver {
  return {
    onFinished(request, record) {
      metrics.recordRequest(record);
      if (exporter !== null) exporter.offer(describeRequestSpan(request, record));
    },
  };
}
