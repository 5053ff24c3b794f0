import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import { createHistogram, type Histogram, observe } from './histogram.js';

/** What the counters need of one finished request: a part of its record. */
export type CountedRequest = Pick<
  RequestRecord,
  | 'provider'
  | 'model'
  | 'httpStatus'
  | 'errorCode'
  | 'latencyMs'
  | 'ttftMs'
  | 'overheadUs'
  | 'inputTokens'
  | 'cachedTokens'
  | 'outputTokens'
  | 'reasoningTokens'
  | 'cost'
  | 'attemptCount'
  | 'flags'
>;

/** The counters of one provider and model. */
export interface TargetSeries {
  readonly provider: string;
  readonly model: string;
  /** Requests by the hundreds of their status; 0: the caller left before the answer. */
  readonly classes: Float64Array;
  readonly latency: Histogram;
  readonly ttft: Histogram;
  attempts: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  cost: bigint;
  /** Requests whose price nobody knows; their cost is not in `cost`. */
  unpriced: number;
}

export interface RequestMetrics {
  /** Counts one finished request: two map lookups and some additions, about a microsecond. */
  recordRequest(request: CountedRequest): void;
  readonly series: () => Iterable<TargetSeries>;
  readonly errors: ReadonlyMap<string, number>;
  readonly overhead: Histogram;
}

/** Seconds: a cached answer takes milliseconds, a reasoning model minutes. */
export const LATENCY_BOUNDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320];
/** Seconds: the gateway's own time is a fraction of a millisecond. */
export const OVERHEAD_BOUNDS = [
  0.00005, 0.0001, 0.0002, 0.0003, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 1,
];

/** Where nothing was called: a request refused at the door. */
const NONE = 'none';
/** Where the name is a caller's invention rather than configured, so that callers cannot grow memory. */
const OTHER = 'other';
/** A page of a thousand targets is some 3 MB of text; further ones are counted together. */
const MAX_SERIES = 1000;
const STATUS_CLASSES = 6;

/**
 * Creates the counters of one process.
 * @param isConfigured whether a provider and model are named by the configuration or catalogue
 */
export function createRequestMetrics(
  isConfigured: (provider: string, model: string) => boolean,
): RequestMetrics {
  const providers = new Map<string, Map<string, TargetSeries>>();
  const errors = new Map<string, number>();
  const overhead = createHistogram(OVERHEAD_BOUNDS);
  let count = 0;

  const addSeries = (provider: string, model: string): TargetSeries => {
    const models = providers.get(provider) ?? new Map<string, TargetSeries>();
    const series = models.get(model) ?? createSeries(provider, model);
    if (!models.has(model)) count++;
    providers.set(provider, models.set(model, series));
    return series;
  };
  const openSeries = (provider: string, model: string): TargetSeries => {
    if (provider === NONE) return addSeries(NONE, NONE);
    if (count >= MAX_SERIES) return addSeries(OTHER, OTHER);
    return addSeries(provider, isConfigured(provider, model) ? model : OTHER);
  };

  return {
    recordRequest(request) {
      const provider = request.provider ?? NONE;
      const model = request.provider === null ? NONE : request.model;
      const series = providers.get(provider)?.get(model) ?? openSeries(provider, model);
      addRequest(series, request);
      observe(overhead, request.overheadUs / 1e6);
      if (request.errorCode !== null)
        errors.set(request.errorCode, (errors.get(request.errorCode) ?? 0) + 1);
    },
    *series() {
      for (const models of providers.values()) yield* models.values();
    },
    errors,
    overhead,
  };
}

function createSeries(provider: string, model: string): TargetSeries {
  return {
    provider,
    model,
    classes: new Float64Array(STATUS_CLASSES),
    latency: createHistogram(LATENCY_BOUNDS),
    ttft: createHistogram(LATENCY_BOUNDS),
    attempts: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    cost: 0n,
    unpriced: 0,
  };
}

function addRequest(series: TargetSeries, request: CountedRequest): void {
  series.classes[Math.min(Math.floor(request.httpStatus / 100), STATUS_CLASSES - 1)]!++;
  series.attempts += request.attemptCount;
  series.inputTokens += request.inputTokens;
  series.cachedTokens += request.cachedTokens;
  series.outputTokens += request.outputTokens;
  series.reasoningTokens += request.reasoningTokens;
  series.cost += request.cost;
  if (request.flags.includes('unknown_price')) series.unpriced++;
  observe(series.latency, request.latencyMs / 1000);
  if (request.ttftMs !== null) observe(series.ttft, request.ttftMs / 1000);
}
