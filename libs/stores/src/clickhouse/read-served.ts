import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';

const SERVED = `
SELECT if(category = '', 'default', category) AS category, toUInt32(count()) AS served FROM spans
WHERE workspace_id = {workspace:String} AND source = 'gateway' AND status = 'ok'
  AND started_at > now() - INTERVAL 30 DAY
  AND NOT arrayExists(tag -> startsWith(tag, 'wb:eval'), tags)
GROUP BY category`;

/** Answered requests of callers per category over the last weeks. */
export async function readServed(
  clickhouse: ClickHouse,
  workspaceId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ category: string; served: number }>(clickhouse, SERVED, {
    workspace: workspaceId,
  });
  return new Map(rows.map(({ category, served }) => [category, served]));
}
