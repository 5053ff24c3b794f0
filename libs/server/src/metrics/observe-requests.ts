import type { RequestObserver } from '@weighbridge/gateway/completion/gateway';
import type { CountedRequest } from '@weighbridge/observe/metrics/request-metrics';
import type { SpanExporter } from '@weighbridge/observe/telemetry/span-exporter';
import { describeRequestSpan } from './describe-request-span.js';

/**
 * Counts every finished request and, where an exporter is configured, offers its span.
 * @param exporter null: nothing is exported
 */
export function observeRequests(
  count: (request: CountedRequest) => void,
  exporter: SpanExporter | null,
): RequestObserver {
  return {
    onFinished(request, record) {
      count(record);
      if (exporter !== null) exporter.offer(describeRequestSpan(request, record));
    },
  };
}
