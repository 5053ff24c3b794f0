import type { VerdictCounts } from '@weighbridge/evals/smart/calibrate-evaluator';
import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';

const OWN = 'workspace_id = {workspace:String} AND name = {name:String}';
const LATELY = 'created_at > now() - INTERVAL 90 DAY';
const LATEST = 'assumeNotNull(argMax(value, created_at)) >= 0.5';

/** The latest verdict of each kind per request. */
const COUNTS = `
SELECT toUInt32(count()) AS scores, toUInt32(countIf(judged)) AS passes,
  toUInt32(countIf(labelled AND judged AND passed)) AS both,
  toUInt32(countIf(labelled AND judged AND NOT passed)) AS evaluatorOnly,
  toUInt32(countIf(labelled AND NOT judged AND passed)) AS personOnly,
  toUInt32(countIf(labelled AND NOT judged AND NOT passed)) AS neither
FROM (
  SELECT request_id, ${LATEST} AS judged FROM scores FINAL
  WHERE ${OWN} AND ${LATELY} AND source = 'evaluator' AND request_id != '' AND isNotNull(value)
  GROUP BY request_id) AS evaluator
LEFT JOIN (
  SELECT request_id, ${LATEST} AS passed, true AS labelled FROM scores FINAL
  WHERE ${OWN} AND ${LATELY} AND source IN ('api', 'annotation') AND request_id != ''
    AND value >= 0 AND value <= 1
  GROUP BY request_id) AS person
USING request_id`;

/** How an evaluator's verdicts stand beside people's of the same name. */
export async function readVerdictCounts(
  clickhouse: ClickHouse,
  workspaceId: string,
  name: string,
): Promise<VerdictCounts> {
  const [row] = await queryRows<VerdictCounts>(clickhouse, COUNTS, {
    workspace: workspaceId,
    name,
  });
  return row!;
}
