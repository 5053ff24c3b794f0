import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';

/** Long enough that an outage has enough attempts: an open breaker lets one through every 15 s. */
const MINUTES = 5;
const LEAST_ATTEMPTS = 10;
const FAILING_SHARE = 0.5;

/** What the caller's request itself was refused for, a busy quota or a caller that left is no illness. */
const FAULTLESS = [
  ...['invalid_request', 'context_length_exceeded', 'content_policy', 'rate_limited'],
  ...['aborted', 'deadline', 'budget_exceeded'],
];

const FAILING = `
SELECT concat(JSONExtractString(attempt, 'provider'), '/', JSONExtractString(attempt, 'model')) AS model
FROM (
  SELECT arrayJoin(JSONExtractArrayRaw(attempts)) AS attempt FROM spans
  WHERE workspace_id = {workspace:String} AND source = 'gateway'
    AND started_at > now() - INTERVAL ${MINUTES} MINUTE)
GROUP BY model
HAVING count() >= ${LEAST_ATTEMPTS}
  AND countIf(JSONExtractString(attempt, 'outcome') = 'error'
    AND JSONExtractString(attempt, 'error_code') NOT IN {faultless:Array(String)})
    >= ${FAILING_SHARE} * count()`;

/**
 * `provider/model` of what failed at least half of the workspace's attempts of the last minutes, evaluations
 * included. Gateways pass over an open breaker by themselves, each on its own; this is the illness that
 * lasts, as all of them saw it.
 */
export async function readFailing(
  clickhouse: ClickHouse,
  workspaceId: string,
): Promise<ReadonlySet<string>> {
  const rows = await queryRows<{ model: string }>(clickhouse, FAILING, {
    workspace: workspaceId,
    faultless: FAULTLESS,
  });
  return new Set(rows.map(({ model }) => model));
}
