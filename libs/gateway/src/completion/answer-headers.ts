import type { AttemptSummary } from '@weighbridge/contracts/records/request-record';
import { formatUsd } from '@weighbridge/kernel/money';
import { keySubject, writeLimitHeaders } from '../limits/admit-request.js';
import type { ActiveRequest } from './active-request.js';
import { classificationOf } from './classify-request.js';
import type { Gateway } from './gateway.js';
import { overheadUs } from './record-request.js';

/** Who answers, or was the last to be asked. */
export type Served = Pick<AttemptSummary, 'provider' | 'model'>;

/**
 * The `x-wb-*` and rate-limit headers of an answer (CONTRACT §4), without the money of this request.
 * @param route null: the request was refused before anything was planned
 * @param served null: nobody was asked
 */
export function answerHeaders(
  gateway: Gateway,
  request: ActiveRequest,
  route: { name: string; strategy: string } | null,
  served: Served | null,
): Record<string, string> {
  const { key } = request;
  const headers: Record<string, string> = {
    'x-wb-request-id': request.id,
    'x-request-id': request.id, // where OpenAI's SDKs look for it
    'x-wb-trace-id': request.trace.traceId,
  };
  const { limits } = key.row;
  if (limits.rpm !== undefined || limits.tpm !== undefined)
    writeLimitHeaders(gateway.counters.standingOf(keySubject(key), limits), headers);
  if (!route) return headers;
  headers['x-wb-route'] = route.name;
  headers['x-wb-strategy'] = route.strategy;
  headers['x-wb-category'] = classificationOf(request).category;
  headers['x-wb-cache'] = 'bypass';
  if (served) {
    headers['x-wb-provider'] = served.provider;
    headers['x-wb-model'] = served.model;
  }
  const remaining = gateway.book.remaining(request.budgets);
  if (remaining !== null) headers['x-wb-budget-remaining-usd'] = formatUsd(remaining);
  return headers;
}

/** Decimal USD; null when a price is unknown: what is not known is not nothing. */
export const costText = ({ flags, cost }: ActiveRequest): string | null =>
  flags.has('unknown_price') ? null : formatUsd(cost);

/** Adds what is known when the request has ended: attempts, cost and the gateway's own time. */
export function addFinalHeaders(headers: Record<string, string>, request: ActiveRequest): void {
  headers['x-wb-attempts'] = String(request.attempts.length);
  const cost = costText(request);
  if (cost !== null) headers['x-wb-cost-usd'] = cost;
  headers['x-wb-overhead-us'] = String(overheadUs(request));
}
