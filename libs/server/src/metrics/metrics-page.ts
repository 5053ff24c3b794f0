import { type Sample, writeFamily } from '@weighbridge/observe/metrics/exposition';
import { renderRequestMetrics } from '@weighbridge/observe/metrics/render-request-metrics';
import type { RequestMetrics } from '@weighbridge/observe/metrics/request-metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** Everything `/metrics` shows; a part that a role does not run is left out. */
export interface MetricsSources {
  requests?: RequestMetrics;
  /** The breaker of each target that was called; a target may stand there once per route. */
  breakers?: () => Iterable<{ target: string; breaker: keyof typeof BREAKER_STATES }>;
  /** What the journal holds that the stores do not have yet. */
  journal?: () => { pendingRecords: number; lagSeconds: number };
  /** Spans lost on the way to the OTLP collector. */
  telemetryDropped?: () => number;
  /** Version of the snapshot in force, and how often building a newer one failed. */
  snapshot?: () => { version: number; failures: number };
}

const BREAKER_STATES = { closed: 0, 'half-open': 1, open: 2 } as const;
/** Milliseconds between samples of the event loop's delay: finer ones cost idle CPU. */
const EVENT_LOOP_PRECISION_MS = 20;

/** `Content-Type` of Prometheus' text format. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Prepares the metrics page of this process. Process figures (CPU, memory, descriptors, garbage
 * collection, event-loop delay) come from prom-client, everything of ours is read when asked for.
 */
export function createMetricsPage(sources: MetricsSources): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({
    register: registry,
    prefix: 'weighbridge_',
    eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS,
  });
  return async () => {
    const own = sources.requests ? renderRequestMetrics(sources.requests) : '';
    return own + renderSources(sources) + (await registry.metrics());
  };
}

function renderSources({ breakers, journal, telemetryDropped, snapshot }: MetricsSources): string {
  let text = '';
  if (breakers)
    text += writeFamily(
      'gauge',
      'weighbridge_breaker_state',
      'Breaker of a target: 0 closed, 1 half-open, 2 open.',
      worstBreakers(breakers()),
    );
  if (journal) text += renderJournal(journal());
  if (telemetryDropped)
    text += writeFamily(
      'counter',
      'weighbridge_otel_dropped_spans_total',
      'Spans lost to a full queue or a failed export.',
      [[{}, telemetryDropped()]],
    );
  if (snapshot) text += renderSnapshot(snapshot());
  return text;
}

/** `workspace:` before the target of a provider that one workspace has for itself. */
const OWNER = /^[^:/]+:/;

/** One sample per target name, the worst: Prometheus refuses two, and no label names a workspace. */
function worstBreakers(
  breakers: ReturnType<NonNullable<MetricsSources['breakers']>>,
): Iterable<Sample> {
  const worst = new Map<string, number>();
  for (const { target, breaker } of breakers) {
    const name = target.replace(OWNER, '');
    worst.set(name, Math.max(worst.get(name) ?? 0, BREAKER_STATES[breaker]));
  }
  return [...worst].map(([target, state]): Sample => [{ target }, state]);
}

function renderJournal(journal: ReturnType<NonNullable<MetricsSources['journal']>>): string {
  return [
    gauge('journal_pending_records', 'Records not yet in every store.', journal.pendingRecords),
    gauge('journal_lag_seconds', 'Age of the oldest such record.', journal.lagSeconds),
  ].join('');
}

function renderSnapshot(snapshot: ReturnType<NonNullable<MetricsSources['snapshot']>>): string {
  return (
    gauge('snapshot_version', 'Configuration version in force.', snapshot.version) +
    writeFamily(
      'counter',
      'weighbridge_snapshot_failures_total',
      'Configurations refused because they did not build.',
      [[{}, snapshot.failures]],
    )
  );
}

const gauge = (name: string, help: string, value: number): string =>
  writeFamily('gauge', `weighbridge_${name}`, help, [[{}, value]]);
