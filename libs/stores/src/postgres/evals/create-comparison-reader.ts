import type { PairVerdict } from '@weighbridge/contracts/evals/comparison';
import type {
  ComparisonReader,
  JudgedSide,
  LabelledVerdicts,
  PairSeries,
  StoredPair,
} from '@weighbridge/evals/automatic/comparison-reader';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';

/** `$1`: null, or the workspaces that may be seen. */
const VISIBLE = '($1::text[] IS NULL OR pair.workspace_id = ANY($1))';
const DIFFERENCE = `CASE verdict WHEN 'candidate' THEN 1 WHEN 'incumbent' THEN -1 ELSE 0 END`;

/** Sums per cluster first: the variance of a mean of clustered values needs nothing else. */
const SERIES = `
SELECT workspace_id AS "workspaceId", category, incumbent, candidate, judge,
  judge_version AS "judgeVersion", sum(n)::int AS n, sum(win)::int AS win, sum(tie)::int AS tie,
  sum(loss)::int AS loss, sum(consistent)::int AS consistent, sum(s * s)::float8 AS "sumSquares",
  sum(s * n)::float8 AS "sumProducts", sum(n * n)::float8 AS "countSquares",
  sum(incumbent_cost)::float8 AS "incumbentCost", sum(candidate_cost)::float8 AS "candidateCost",
  sum(incumbent_ms)::float8 AS "incumbentMs", sum(candidate_ms)::float8 AS "candidateMs",
  max(last_at)::float8 * 1000 AS "lastAt"
FROM (
  SELECT workspace_id, category, incumbent, candidate, judge, judge_version, cluster, count(*) AS n,
    count(*) FILTER (WHERE verdict = 'candidate') AS win,
    count(*) FILTER (WHERE verdict = 'tie') AS tie,
    count(*) FILTER (WHERE verdict = 'incumbent') AS loss,
    count(*) FILTER (WHERE consistent) AS consistent, sum(${DIFFERENCE}) AS s,
    sum((incumbent_usage->>'costUsd')::float8) AS incumbent_cost,
    sum((candidate_usage->>'costUsd')::float8) AS candidate_cost,
    sum((incumbent_usage->>'latencyMs')::float8) AS incumbent_ms,
    sum((candidate_usage->>'latencyMs')::float8) AS candidate_ms,
    max(extract(epoch FROM finished_at)) AS last_at
  FROM eval_pairs AS pair
  WHERE state = 'done' AND ${VISIBLE} AND ($2::text IS NULL OR category = $2)
    AND ($3::text IS NULL OR candidate = $3)
  GROUP BY workspace_id, category, incumbent, candidate, judge, judge_version, cluster) AS clusters
GROUP BY workspace_id, category, incumbent, candidate, judge, judge_version
ORDER BY workspace_id, category, incumbent, candidate, "lastAt" DESC`;

const LABELLED = `
SELECT pair.workspace_id AS "workspaceId", pair.judge_version AS "judgeVersion", pair.judge,
  pair.verdict AS verdict, label.verdict AS person
FROM eval_labels AS label JOIN eval_pairs AS pair ON pair.id = label.pair_id
WHERE pair.state = 'done' AND ${VISIBLE}`;

const PAIRS = `
SELECT pair.id, pair.workspace_id AS "workspaceId", request_id AS "requestId", category, incumbent,
  candidate, judge, pair.verdict, consistent, reason, replay_request_id AS "replayRequestId",
  judge_request_ids AS "judgeRequestIds", label.verdict AS label,
  extract(epoch FROM finished_at)::float8 * 1000 AS "finishedAt",
  to_char(finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place
FROM eval_pairs AS pair LEFT JOIN eval_labels AS label ON label.pair_id = pair.id
WHERE state = 'done' AND ${VISIBLE} AND ($2::text IS NULL OR category = $2)
  AND ($3::text IS NULL OR candidate = $3)
  AND ($4::timestamptz IS NULL OR (finished_at, pair.id) < ($4, $5))
ORDER BY finished_at DESC, pair.id DESC LIMIT $6`;

const ADD_LABELS = `
INSERT INTO eval_labels (pair_id, workspace_id, verdict, actor, labelled_at)
SELECT pair.id, $1, wanted.verdict, $3, clock_timestamp()
FROM jsonb_to_recordset($2::jsonb) AS wanted (pair_id text, verdict text)
JOIN eval_pairs AS pair ON pair.id = wanted.pair_id AND pair.workspace_id = $1 AND pair.state = 'done'
ON CONFLICT (pair_id) DO UPDATE SET verdict = excluded.verdict, actor = excluded.actor,
  labelled_at = excluded.labelled_at
RETURNING pair_id AS id`;

/** Each pair is told of twice: as its candidate saw it, and as its incumbent did. */
const SIDES = `
SELECT workspace_id AS "workspaceId", category, model, count(*)::int AS n,
  sum(value)::float8 AS total, avg(cost)::float8 AS "costUsd", avg(ms)::float8 AS "latencyMs"
FROM (
  SELECT workspace_id, category, candidate AS model, (1 + ${DIFFERENCE}) / 2.0 AS value,
    (candidate_usage->>'costUsd')::float8 AS cost, (candidate_usage->>'latencyMs')::float8 AS ms
  FROM eval_pairs AS pair WHERE state = 'done' AND ${VISIBLE}
  UNION ALL
  SELECT workspace_id, category, incumbent, (1 - (${DIFFERENCE})) / 2.0,
    (incumbent_usage->>'costUsd')::float8, (incumbent_usage->>'latencyMs')::float8
  FROM eval_pairs AS pair WHERE state = 'done' AND ${VISIBLE}) AS sides
GROUP BY workspace_id, category, model`;

type LabelRow = { workspaceId: string; judgeVersion: string; judge: string } & Record<
  'verdict' | 'person',
  PairVerdict
>;

/** Comparisons as people read them, in Postgres. */
export function createComparisonReader(dataSource: DataSource): ComparisonReader {
  const query = <Row>(sql: string, parameters: unknown[]): Promise<Row[]> =>
    guardStore(() => dataSource.query(sql, parameters));
  const seen = (workspaces: 'every' | readonly string[]) =>
    workspaces === 'every' ? null : workspaces;
  return {
    readSeries: (workspaces, { category, candidate }) =>
      query<PairSeries>(SERIES, [seen(workspaces), category ?? null, candidate ?? null]),
    async readLabelled(workspaces) {
      const rows = await query<LabelRow>(LABELLED, [seen(workspaces)]);
      const groups = new Map<string, LabelledVerdicts>();
      for (const { workspaceId, judgeVersion, judge, verdict, person } of rows) {
        const name = JSON.stringify([workspaceId, judgeVersion]);
        const group = groups.get(name) ?? { workspaceId, judgeVersion, judge, verdicts: [] };
        group.verdicts.push([verdict, person]);
        groups.set(name, group);
      }
      return [...groups.values()];
    },
    readPairs: (workspaces, { category, candidate }, after, limit) =>
      query<StoredPair>(PAIRS, [
        ...[seen(workspaces), category ?? null, candidate ?? null],
        ...[after?.[0] ?? null, after?.[1] ?? null, limit],
      ]),
    async addLabels(workspaceId, labels, actor) {
      const rows = await query<{ id: string }>(ADD_LABELS, [
        workspaceId,
        JSON.stringify(labels),
        actor,
      ]);
      return rows.map(({ id }) => id);
    },
    readSides: (workspaces) => query<JudgedSide>(SIDES, [seen(workspaces)]),
  };
}
