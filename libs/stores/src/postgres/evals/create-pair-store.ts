import type { PairStore, PlannedPair } from '@weighbridge/evals/automatic/compare-models';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';
import { RELEASE_OF_TASK } from './create-spending-store.js';

const READ = `
SELECT id, workspace_id AS "workspaceId", request_id AS "requestId", category, cluster, incumbent,
  candidate, judge, judge_version AS "judgeVersion", state,
  extract(epoch FROM requested_at)::float8 * 1000 AS "requestedAt"
FROM eval_pairs WHERE id = $1`;

const FINISH = `
WITH released AS (${RELEASE_OF_TASK})
UPDATE eval_pairs SET state = 'done', verdict = $2, consistent = $3, reason = $4,
  replay_request_id = $5, judge_request_ids = $6, incumbent_usage = $7, candidate_usage = $8,
  finished_at = clock_timestamp()
WHERE id = $1 AND state <> 'done'`;

const GIVE_UP = `
WITH released AS (${RELEASE_OF_TASK})
UPDATE eval_pairs SET state = $2, reason = $3, finished_at = clock_timestamp()
WHERE id = $1 AND state <> 'done'`;

/** Comparisons, planned and made, in Postgres. */
export function createPairStore(dataSource: DataSource): PairStore {
  const query = <Row>(sql: string, parameters: unknown[]): Promise<Row[]> =>
    guardStore(() => dataSource.query(sql, parameters));
  return {
    readPair: async (id) => (await query<PlannedPair>(READ, [id]))[0],
    async finishPair(id, outcome) {
      await query(FINISH, [
        ...[id, outcome.verdict, outcome.consistent, outcome.reason, outcome.replayRequestId],
        JSON.stringify(outcome.judgeRequestIds),
        JSON.stringify(outcome.incumbentUsage),
        JSON.stringify(outcome.candidateUsage),
      ]);
    },
    async giveUpPair(id, state, reason) {
      await query(GIVE_UP, [id, state, reason]);
    },
  };
}
