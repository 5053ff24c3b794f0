import { formatUsd } from '@weighbridge/kernel/money';
import { type Sample, writeFamily, writeHistograms } from './exposition.js';
import type { RequestMetrics, TargetSeries } from './request-metrics.js';

/** By the hundreds of the status; a caller who left was answered with none. */
const STATUS_CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];
const TOKEN_DIRECTIONS = [
  ['input', 'inputTokens'],
  ['cached_input', 'cachedTokens'],
  ['output', 'outputTokens'],
  ['reasoning_output', 'reasoningTokens'],
] as const;

/** The request counters as Prometheus text. */
export function renderRequestMetrics(metrics: RequestMetrics): string {
  const series = [...metrics.series()];
  return [
    writeFamily(
      'counter',
      'weighbridge_requests_total',
      'Requests answered, by target and status class.',
      series.flatMap(requestSamples),
    ),
    writeFamily(
      'counter',
      'weighbridge_errors_total',
      'Requests answered with an error, by its code.',
      [...metrics.errors].map(([code, count]): Sample => [{ code }, count]),
    ),
    writeFamily(
      'counter',
      'weighbridge_rate_limit_rejections_total',
      'Requests refused because the caller was over a rate or concurrency limit.',
      [[{}, metrics.errors.get('rate_limited') ?? 0]],
    ),
    writeFamily(
      'counter',
      'weighbridge_budget_rejections_total',
      'Requests refused because a budget had no headroom.',
      [[{}, metrics.errors.get('budget_exceeded') ?? 0]],
    ),
    writeFamily(
      'counter',
      'weighbridge_attempts_total',
      'Upstream calls made for the requests answered.',
      series.map((one): Sample => [targetOf(one), one.attempts]),
    ),
    writeFamily(
      'counter',
      'weighbridge_tokens_total',
      'Tokens; cached are part of input, reasoning part of output.',
      series.flatMap(tokenSamples),
    ),
    writeFamily(
      'counter',
      'weighbridge_cost_usd_total',
      'Cost in USD.',
      series.map((one): Sample => [targetOf(one), formatUsd(one.cost)]),
    ),
    writeFamily(
      'counter',
      'weighbridge_unpriced_requests_total',
      'Requests whose price is unknown, so that their cost is missing.',
      series.filter(isUnpriced).map((one): Sample => [targetOf(one), one.unpriced]),
    ),
    writeHistograms(
      'weighbridge_request_duration_seconds',
      'From the request to the last byte of the answer.',
      series.map((one) => [targetOf(one), one.latency] as const),
    ),
    writeHistograms(
      'weighbridge_time_to_first_token_seconds',
      'From the request to the first output.',
      series.map((one) => [targetOf(one), one.ttft] as const),
    ),
    writeHistograms(
      'weighbridge_overhead_seconds',
      'Time spent in the gateway rather than upstream.',
      [[{}, metrics.overhead]],
    ),
  ].join('');
}

const isUnpriced = ({ unpriced }: TargetSeries): boolean => unpriced > 0;

const targetOf = ({ provider, model }: TargetSeries) => ({ provider, model });

const requestSamples = (series: TargetSeries): Sample[] =>
  STATUS_CLASSES.map(
    (status_class, index): Sample => [
      { ...targetOf(series), status_class },
      series.classes[index]!,
    ],
  ).filter(([, count]) => count !== 0);

const tokenSamples = (series: TargetSeries): Sample[] =>
  TOKEN_DIRECTIONS.map(
    ([direction, field]): Sample => [{ ...targetOf(series), direction }, series[field]],
  );
