import type { UsageGroup } from '@weighbridge/contracts/records/request-query';
import type {
  RequestFilters,
  StoredPercentiles,
  StoredUsage,
  VisibleWorkspaces,
} from '@weighbridge/observe/requests/request-log';
import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';
import { filterConditions } from './request-conditions.js';

/** What a group's value is: times as ISO 8601 in UTC, weeks by their Monday. */
const GROUP_EXPRESSIONS: Record<UsageGroup, string> = {
  workspace: 'workspace_id',
  model: 'model',
  provider: 'provider',
  key: 'key_id',
  user: 'user_id',
  team: 'team_id',
  route: 'route',
  category: 'category',
  status: 'status',
  tag: `arrayJoin(if(empty(tags), [''], tags))`,
  minute: `formatDateTime(toStartOfMinute(started_at), '%Y-%m-%dT%H:%i:00Z')`,
  hour: `formatDateTime(toStartOfHour(started_at), '%Y-%m-%dT%H:00:00Z')`,
  day: 'toString(toDate(started_at))',
  week: 'toString(toMonday(started_at))',
  month: `formatDateTime(started_at, '%Y-%m')`,
};

const LEVELS = '0.5, 0.9, 0.95, 0.99';
const MOST_GROUPS = 10_000;

const MEASURES = `count() AS requests, countIf(status != 'ok') AS errors,
  sum(spans.input_tokens) AS inputTokens, sum(spans.cached_tokens) AS cachedTokens,
  sum(spans.output_tokens) AS outputTokens, sum(spans.reasoning_tokens) AS reasoningTokens,
  sum(cost_nano) AS cost, quantiles(${LEVELS})(latency_us) AS latencyUs,
  quantiles(${LEVELS})(ttft_us) AS ttftUs, countIf(isNotNull(ttft_us)) AS withTtft`;

/** What comes back beside the groups, which are called `group_<name>`. */
interface RawUsage {
  requests: string;
  errors: string;
  inputTokens: string;
  cachedTokens: string;
  outputTokens: string;
  reasoningTokens: string;
  cost: string;
  latencyUs: StoredPercentiles;
  ttftUs: StoredPercentiles;
  withTtft: string;
}

/** Sums the request log per group, the latest or dearest group first. */
export async function readUsage(
  clickhouse: ClickHouse,
  workspaces: VisibleWorkspaces,
  groupBy: readonly UsageGroup[],
  filters: RequestFilters,
): Promise<StoredUsage[]> {
  const { sql, values } = filterConditions(workspaces, filters).build();
  const columns = groupBy.map((name) => `${GROUP_EXPRESSIONS[name]} AS group_${name}`);
  const names = groupBy.map((name) => `group_${name}`).join(', ');
  const rows = await queryRows<RawUsage & Record<string, string>>(
    clickhouse,
    `SELECT ${columns.join(', ')}, ${MEASURES} FROM spans FINAL WHERE ${sql}
     GROUP BY ${names} ORDER BY ${orderOf(groupBy)} LIMIT ${MOST_GROUPS}`,
    values,
  );
  return rows.map((row) => fromRaw(row, groupBy));
}

const TIMES = new Set<UsageGroup>(['minute', 'hour', 'day', 'week', 'month']);

function orderOf(groupBy: readonly UsageGroup[]): string {
  const times = groupBy.filter((name) => TIMES.has(name)).map((name) => `group_${name} DESC`);
  return [...times, 'cost DESC', 'requests DESC'].join(', ');
}

const fromRaw = (
  row: RawUsage & Record<string, string>,
  groupBy: readonly UsageGroup[],
): StoredUsage => ({
  group: Object.fromEntries(groupBy.map((name) => [name, row[`group_${name}`]!])),
  requests: Number(row.requests),
  errors: Number(row.errors),
  inputTokens: Number(row.inputTokens),
  cachedTokens: Number(row.cachedTokens),
  outputTokens: Number(row.outputTokens),
  reasoningTokens: Number(row.reasoningTokens),
  cost: BigInt(row.cost),
  latencyUs: row.latencyUs,
  ttftUs: row.withTtft === '0' ? null : row.ttftUs,
});
