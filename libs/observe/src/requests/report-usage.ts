import type { UsageQuery } from '@weighbridge/contracts/records/request-query';
import type { Freshness, UsageView } from '@weighbridge/contracts/records/request-view';
import { formatUsd } from '@weighbridge/kernel/money';
import { readFilters } from './read-filters.js';
import type {
  RequestLog,
  StoredPercentiles,
  StoredUsage,
  VisibleWorkspaces,
} from './request-log.js';

export interface UsageReport {
  data: UsageView[];
  next_cursor: null;
  meta: Freshness;
}

/**
 * Requests, tokens, cost, latency and errors per group.
 * @throws ApiError `store_unavailable` when the log cannot be read
 */
export async function reportUsage(
  log: RequestLog,
  freshness: () => Freshness,
  workspaces: VisibleWorkspaces,
  { group_by: groupBy, ...filters }: UsageQuery,
): Promise<UsageReport> {
  const rows = await log.readUsage(workspaces, groupBy, readFilters(filters));
  return { data: rows.map(presentUsage), next_cursor: null, meta: freshness() };
}

function presentUsage(usage: StoredUsage): UsageView {
  const group = Object.entries(usage.group).map(([name, value]) => [name, value || null]);
  return {
    ...Object.fromEntries(group),
    requests: usage.requests,
    errors: usage.errors,
    input_tokens: usage.inputTokens,
    cached_tokens: usage.cachedTokens,
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
    cost_usd: formatUsd(usage.cost),
    latency_ms: presentPercentiles(usage.latencyUs),
    ttft_ms: usage.ttftUs && presentPercentiles(usage.ttftUs),
  };
}

function presentPercentiles(microseconds: StoredPercentiles): UsageView['latency_ms'] {
  const [p50, p90, p95, p99] = microseconds.map((value) => value / 1000);
  return { p50: p50!, p90: p90!, p95: p95!, p99: p99! };
}
