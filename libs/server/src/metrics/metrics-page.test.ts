import { describe, expect, test } from '@jest/globals';
import { createRequestMetrics } from '@weighbridge/observe/metrics/request-metrics';
import Fastify from 'fastify';
import { createMetricsPage } from './metrics-page.js';
import { registerMetrics } from './register-metrics.js';

const LINE =
  /^(# (HELP|TYPE) weighbridge_\S+ .+|weighbridge_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? (-?[\d.]+(e[+-]?\d+)?|Nan|\+Inf))$/;

describe('the metrics page', () => {
  test('shows every source, in lines Prometheus can read', async () => {
    const text = await createMetricsPage({
      requests: createRequestMetrics(() => true),
      breakers: () => [
        { target: 'main/gpt-4o-mini', breaker: 'open' },
        { target: 'main/gpt-4o-mini', breaker: 'closed' },
        { target: 'acme:main/other:8b', breaker: 'half-open' },
      ],
      journal: () => ({ pendingRecords: 3, lagSeconds: 0.5 }),
      telemetryDropped: () => 7,
      snapshot: () => ({ version: 12, failures: 1 }),
    })();
    const lines = text.split('\n').filter(Boolean);
    expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'weighbridge_breaker_state{target="main/gpt-4o-mini"} 2',
        'weighbridge_breaker_state{target="main/other:8b"} 1',
        'weighbridge_journal_pending_records 3',
        'weighbridge_journal_lag_seconds 0.5',
        'weighbridge_otel_dropped_spans_total 7',
        'weighbridge_snapshot_version 12',
        'weighbridge_snapshot_failures_total 1',
      ]),
    );
    expect(text).toContain('weighbridge_nodejs_eventloop_lag_p99_seconds');
    expect(text).toContain('weighbridge_process_resident_memory_bytes');
  });

  test('no family is declared twice', async () => {
    const text = await createMetricsPage({ requests: createRequestMetrics(() => true) })();
    const families = text.split('\n').filter((line) => line.startsWith('# TYPE'));
    expect(new Set(families).size).toBe(families.length);
  });

  test('answers at /metrics as Prometheus expects', async () => {
    const server = Fastify();
    registerMetrics(server, createMetricsPage({ telemetryDropped: () => 2 }));
    const answer = await server.inject('/metrics');
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.body).toContain('weighbridge_otel_dropped_spans_total 2');
    await server.close();
  });

  test('where several processes serve the port, the figures of all are there', async () => {
    const pageOf = createMetricsPage({ telemetryDropped: () => 2 });
    const server = Fastify();
    registerMetrics(server, pageOf, async () => [
      { process: 'worker 0', text: await pageOf() },
      { process: 'worker 1', text: await pageOf() },
    ]);
    const { body } = await server.inject('/metrics');
    await server.close();
    for (const index of [0, 1])
      expect(body).toContain(`weighbridge_otel_dropped_spans_total{process="worker ${index}"} 2`);
    expect(body.match(/# TYPE weighbridge_otel_dropped_spans_total/g)).toHaveLength(1);
  });
});
