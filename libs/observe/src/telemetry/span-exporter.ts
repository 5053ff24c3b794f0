import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { buildRequestSpan } from './build-request-span.js';
import { GENERAL } from './genai-attributes.js';
import type { RequestSpanFacts } from './request-span-facts.js';

export interface SpanExporterSettings {
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: a base URL, to which the standard adds `/v1/traces`. */
  endpoint: string;
  headers: Record<string, string>;
  version?: string;
  /** Names this process among its replicas. */
  instanceId?: string;
  /** Requests that may wait before further ones are dropped. */
  maxQueue?: number;
  /** Milliseconds between exports. */
  intervalMs?: number;
  /** Milliseconds one export may take, its retries included. */
  timeoutMs?: number;
}

export interface SpanExporter {
  /** Takes a finished request; costs a push, never waits, never throws. */
  offer(facts: RequestSpanFacts): void;
  /** Sends what waits, then stops; returns within the export timeout. */
  shutdown(): Promise<void>;
  /** Spans lost to a full queue or a failed export since the start. */
  readonly dropped: number;
  /** Spans that wait. */
  readonly pending: number;
}

const DEFAULT_MAX_QUEUE = 8192;
const DEFAULT_INTERVAL_MS = 1000;
const DEFAULT_TIMEOUT_MS = 5000;
/** Building and encoding a span takes some 30 µs; a batch must not hold up the requests in flight. */
const BATCH = 128;
const EXPORT_SUCCESS = 0;

/**
 * Sends one span per request to an OTLP/HTTP collector, away from the request path: a bounded queue,
 * batches, one export at a time. A slow or dead collector costs spans (counted), never requests.
 * @param settings null: nothing is configured, and the answer is null too
 */
export function createSpanExporter(settings: SpanExporterSettings | null): SpanExporter | null {
  if (settings === null) return null;
  const maxQueue = settings.maxQueue ?? DEFAULT_MAX_QUEUE;
  const otlp = new OTLPTraceExporter({
    url: `${settings.endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: settings.headers,
    timeoutMillis: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });
  const resource = resourceOf(settings);
  let queue: RequestSpanFacts[] = [];
  let dropped = 0;
  let draining: Promise<void> | null = null;

  const send = (spans: ReadableSpan[]) =>
    new Promise<void>((resolve) => {
      otlp.export(spans, (result) => {
        if (result.code !== EXPORT_SUCCESS) dropped += spans.length;
        resolve();
      });
    });

  const drain = async () => {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH);
      queue = queue.slice(BATCH);
      await send(batch.map((facts) => buildRequestSpan(facts, resource)));
    }
  };
  const startDraining = () => {
    draining ??= drain().finally(() => {
      draining = null;
    });
    return draining;
  };
  const timer = setInterval(() => {
    if (queue.length > 0) void startDraining();
  }, settings.intervalMs ?? DEFAULT_INTERVAL_MS);
  timer.unref();

  return {
    offer(facts) {
      if (queue.length < maxQueue) queue.push(facts);
      else dropped++;
    },
    async shutdown() {
      clearInterval(timer);
      const giveUp = AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      const late = new Promise<void>((resolve) => {
        giveUp.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([startDraining(), late]);
      dropped += queue.length;
      queue = [];
      await otlp.shutdown();
    },
    get dropped() {
      return dropped;
    },
    get pending() {
      return queue.length;
    },
  };
}

function resourceOf(settings: SpanExporterSettings): Resource {
  return resourceFromAttributes({
    [GENERAL.serviceName]: 'weighbridge',
    ...(settings.version && { [GENERAL.serviceVersion]: settings.version }),
    ...(settings.instanceId && { [GENERAL.serviceInstance]: settings.instanceId }),
  });
}
