import type { PlannedRun, RunStore } from '@weighbridge/evals/smart/run-evaluator';
import type { DataSource } from 'typeorm';
import { guardStore } from '../guard-store.js';
import { RELEASE_OF_TASK } from './create-spending-store.js';

const COLUMNS = `id, workspace_id AS "workspaceId", evaluator_id AS "evaluatorId",
  evaluator_version AS "evaluatorVersion", subject_id AS "subjectId", request_id AS "requestId",
  state, reason, value, label, comment, extract(epoch FROM due_at)::float8 * 1000 AS "dueAt",
  round(extract(epoch FROM finished_at) * 1000)::float8 AS "finishedAt"`;

const READ = `SELECT ${COLUMNS} FROM eval_runs WHERE id = $1`;

const FINISH = `
WITH released AS (${RELEASE_OF_TASK})
UPDATE eval_runs SET state = 'done', reason = NULL, value = $2, label = $3, comment = $4,
  finished_at = clock_timestamp() WHERE id = $1 AND state <> 'done'`;

const GIVE_UP = `
WITH released AS (${RELEASE_OF_TASK})
UPDATE eval_runs SET state = $2, reason = $3, finished_at = clock_timestamp()
WHERE id = $1 AND state <> 'done'`;

const FIND = `
SELECT ${COLUMNS} FROM eval_runs WHERE workspace_id = $1 AND evaluator_id = $2
  AND evaluator_version = $3 AND subject_id = $4`;

/** Runs of evaluators, planned and made, and how to find one by its subject. */
export interface EvalRuns extends RunStore {
  findRun(
    workspaceId: string,
    evaluatorId: string,
    version: string,
    subjectId: string,
  ): Promise<PlannedRun | undefined>;
}

/** Runs of evaluators, in Postgres. */
export function createRunStore(dataSource: DataSource): EvalRuns {
  const query = <Row>(sql: string, parameters: unknown[]): Promise<Row[]> =>
    guardStore(() => dataSource.query(sql, parameters));
  return {
    readRun: async (id) => (await query<PlannedRun>(READ, [id]))[0],
    async finishRun(id, { value, label, comment }) {
      await query(FINISH, [id, value, label, comment]);
      const [run] = await query<PlannedRun>(READ, [id]);
      return run!;
    },
    async giveUpRun(id, state, reason) {
      await query(GIVE_UP, [id, state, reason]);
    },
    findRun: async (...place) => (await query<PlannedRun>(FIND, place))[0],
  };
}
