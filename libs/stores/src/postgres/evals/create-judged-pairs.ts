import type { PairVerdict } from '@weighbridge/contracts/evals/comparison';
import type { JudgedPairRow, JudgedPairs } from '@weighbridge/evals/deciding/judged-pair-row';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';

const FINISHED = `
SELECT id, category, cluster, incumbent, candidate, judge_version AS "judgeVersion", verdict,
  incumbent_usage AS "incumbentUsage", candidate_usage AS "candidateUsage",
  extract(epoch FROM finished_at)::float8 * 1000 AS "finishedAt"
FROM eval_pairs WHERE workspace_id = $1 AND state = 'done'
  AND finished_at >= to_timestamp($2::float8 / 1000)
ORDER BY finished_at, id LIMIT $3`;

const LABELLED = `
SELECT pair.verdict AS judge, label.verdict AS person FROM eval_labels AS label
JOIN eval_pairs AS pair ON pair.id = label.pair_id
WHERE label.workspace_id = $1 AND pair.judge_version = $2 AND pair.state = 'done'`;

const REVISION = `
SELECT concat_ws('/',
  (SELECT max(finished_at) FROM eval_pairs WHERE workspace_id = $1 AND state = 'done'),
  (SELECT max(labelled_at) FROM eval_labels WHERE workspace_id = $1)) AS revision`;

/** Judged pairs and labels as decisions read them, in Postgres. */
export function createJudgedPairs(dataSource: DataSource): JudgedPairs {
  const query = <Row>(sql: string, parameters: unknown[]): Promise<Row[]> =>
    guardStore(() => dataSource.query(sql, parameters));
  return {
    readFinished: (workspaceId, from, limit) =>
      query<JudgedPairRow>(FINISHED, [workspaceId, from, limit]),
    async readLabelled(workspaceId, judgeVersion) {
      const rows = await query<{ judge: PairVerdict; person: PairVerdict }>(LABELLED, [
        workspaceId,
        judgeVersion,
      ]);
      return rows.map(({ judge, person }) => [judge, person] as const);
    },
    async readRevision(workspaceId) {
      const [row] = await query<{ revision: string }>(REVISION, [workspaceId]);
      return row!.revision;
    },
  };
}
