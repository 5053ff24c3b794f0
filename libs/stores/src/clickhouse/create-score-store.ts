import type { ScoredSide } from '@weighbridge/evals/quality/list-quality';
import type { VisibleWorkspaces } from '@weighbridge/observe/requests/request-log';
import type { ScoreStore, StoredScore } from '@weighbridge/observe/scores/score-store';
import { ByteWriter } from '../journal/byte-writer.js';
import { insertRows } from './insert-rows.js';
import { clickHouseUnavailable } from './map-clickhouse-error.js';
import type { ClickHouse } from './open-clickhouse.js';
import { queryRows } from './query-rows.js';
import { SCORE_ROW_COLUMNS, writeScoreRow } from './score-row.js';

const SEEN = '(empty({workspaces:Array(String)}) OR workspace_id IN {workspaces:Array(String)})';
const DAYS_JUDGED = 30;
/** The range of DateTime64(3) ends with this year. */
const LAST_MOMENT = Date.UTC(2299, 11, 31);

/** A parameter of an empty list stands for every workspace, so nobody may see nothing by an empty list. */
const seen = (workspaces: VisibleWorkspaces): string[] =>
  workspaces === 'every' ? [] : workspaces.length === 0 ? [''] : [...workspaces];

const PAGE = `
SELECT id, workspace_id AS workspaceId, request_id AS requestId, trace_id AS traceId, name, value,
  label, comment, source, toString(toUnixTimestamp64Milli(created_at)) AS createdAt
FROM scores FINAL WHERE ${SEEN}
  AND ({requestId:String} = '' OR request_id = {requestId:String})
  AND ({traceId:String} = '' OR trace_id = {traceId:String})
  AND ({name:String} = '' OR name = {name:String})
  AND ({source:String} = '' OR source = {source:String})
  AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND ({afterId:String} = ''
    OR (created_at, id) < (fromUnixTimestamp64Milli({after:Int64}, 'UTC'), {afterId:String}))
ORDER BY created_at DESC, id DESC LIMIT {limit:UInt32}`;

/** Numbers in [0, 1] count; a rating on another scale is no share of anything. */
const SIDES = `
WITH judged AS (
  SELECT workspace_id, request_id, source, value FROM scores FINAL
  WHERE ${SEEN} AND request_id != '' AND value >= 0 AND value <= 1
    AND created_at > now() - INTERVAL ${DAYS_JUDGED} DAY)
SELECT request.workspace_id AS workspaceId, if(category = '', 'default', category) AS category,
  concat(provider, '/', model) AS model, judged.source AS source, toUInt32(count()) AS n,
  sum(assumeNotNull(judged.value)) AS total, avg(cost_nano) / 1e9 AS costUsd,
  avg(latency_us) / 1000 AS latencyMs
FROM judged INNER JOIN (
  SELECT workspace_id, id, category, provider, model, cost_nano, latency_us FROM spans FINAL
  WHERE ${SEEN} AND source = 'gateway' AND provider != ''
    AND id IN (SELECT request_id FROM judged)) AS request
ON judged.workspace_id = request.workspace_id AND judged.request_id = request.id
GROUP BY workspaceId, category, model, source`;

/** Scores of every source in ClickHouse. */
export function createScoreStore(clickhouse: ClickHouse): ScoreStore {
  const writer = new ByteWriter();
  return {
    async writeScore(score) {
      writer.clear();
      writeScoreRow(writer, score);
      const row = Buffer.from(writer.buffer.subarray(0, writer.length));
      try {
        await insertRows(
          clickhouse,
          'scores',
          SCORE_ROW_COLUMNS,
          [row],
          `${score.id}/${score.createdAt}`,
        );
      } catch (error) {
        throw clickHouseUnavailable(error);
      }
    },
    readScores: (workspaces, filters, { limit, after }) =>
      queryRows<StoredScore>(clickhouse, PAGE, {
        workspaces: seen(workspaces),
        requestId: filters.requestId ?? '',
        traceId: filters.traceId ?? '',
        name: filters.name ?? '',
        source: filters.source ?? '',
        from: Math.max(filters.from ?? 0, 0),
        // The place alone would be compared as a pair, by which no part is skipped.
        to: Math.min(
          filters.to ?? LAST_MOMENT,
          after ? Number(after[0]) + 1 : LAST_MOMENT,
          LAST_MOMENT,
        ),
        after: after?.[0] ?? 0,
        afterId: after?.[1] ?? '',
        limit,
      }),
  };
}

/** Sums of the scores of the last weeks per category, model and source. */
export const readScoredSides = (
  clickhouse: ClickHouse,
  workspaces: VisibleWorkspaces,
): Promise<ScoredSide[]> =>
  queryRows<ScoredSide>(clickhouse, SIDES, { workspaces: seen(workspaces) });
