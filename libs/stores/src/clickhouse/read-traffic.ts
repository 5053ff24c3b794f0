import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';

/** Callers' requests for one name in one category. */
export interface TrafficRow {
  /** The route asked for; empty: a model was named. */
  route: string;
  category: string;
  requests: number;
}

/** A whole turn of working days and weekends. */
const DAYS = 7;

const TRAFFIC = `
SELECT route, if(category = '', 'default', category) AS category, toUInt32(count()) AS requests
FROM spans
WHERE workspace_id = {workspace:String} AND source = 'gateway' AND name = 'chat' AND status = 'ok'
  AND started_at > now() - INTERVAL ${DAYS} DAY
  AND NOT arrayExists(tag -> startsWith(tag, 'wb:eval'), tags)
GROUP BY route, category`;

/** Callers' answered chat requests over the last days, per route and category. */
export const readTraffic = (clickhouse: ClickHouse, workspaceId: string): Promise<TrafficRow[]> =>
  queryRows<TrafficRow>(clickhouse, TRAFFIC, { workspace: workspaceId });
