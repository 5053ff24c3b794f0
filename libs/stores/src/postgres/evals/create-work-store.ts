import type { Work, WorkStore } from '@weighbridge/evals/sampling/sample-requests';
import type { DataSource, EntityManager } from 'typeorm';
import { guardStore } from '../guard-store.js';

const READ_CURSOR = `
INSERT INTO eval_cursors (workspace_id, read_until, started_at) VALUES ($1, $2, $2)
ON CONFLICT (workspace_id) DO UPDATE SET workspace_id = excluded.workspace_id
RETURNING read_until AS "readUntil", started_at AS "startedAt", compared_from AS "comparedFrom"`;

const BEGIN_COMPARING = `
INSERT INTO eval_cursors (workspace_id, read_until, started_at, compared_from)
SELECT id, $2::bigint, $2, $2 FROM workspaces WHERE id = ANY($1)
ON CONFLICT (workspace_id) DO UPDATE
SET compared_from = coalesce(eval_cursors.compared_from, excluded.compared_from)`;

const END_COMPARING = `
UPDATE eval_cursors SET compared_from = NULL
WHERE compared_from IS NOT NULL AND workspace_id <> ALL($1)`;

const MOVE_CURSOR = `
UPDATE eval_cursors SET read_until = greatest(read_until, $2) WHERE workspace_id = $1`;

const ADD_RUNS = `
INSERT INTO eval_runs (id, workspace_id, evaluator_id, evaluator_version, subject_id, request_id, state, due_at)
SELECT id, $1, "evaluatorId", "evaluatorVersion", "subjectId", "requestId", 'pending',
  to_timestamp("dueAt" / 1000)
FROM jsonb_to_recordset($2::jsonb) AS row (id text, "evaluatorId" text, "evaluatorVersion" text,
  "subjectId" text, "requestId" text, "dueAt" double precision)
ON CONFLICT DO NOTHING RETURNING id`;

const ADD_PAIRS = `
INSERT INTO eval_pairs (id, workspace_id, request_id, category, cluster, incumbent, candidate, judge,
  judge_version, state, requested_at)
SELECT id, $1, "requestId", category, cluster, incumbent, candidate, judge, "judgeVersion", 'pending',
  to_timestamp("requestedAt" / 1000)
FROM jsonb_to_recordset($2::jsonb) AS row (id text, "requestId" text, category text, cluster text,
  incumbent text, candidate text, judge text, "judgeVersion" text, "requestedAt" double precision)
ON CONFLICT DO NOTHING RETURNING id`;

const OVERDUE_RUNS = `
SELECT id FROM eval_runs WHERE state = 'pending' AND due_at < to_timestamp($1::float8 / 1000)
ORDER BY due_at LIMIT $2`;

const OVERDUE_PAIRS = `
SELECT id FROM eval_pairs WHERE state = 'pending' AND created_at < to_timestamp($1::float8 / 1000)
ORDER BY created_at LIMIT $2`;

/** What is marked stays: a worker that does not know yet that it is compared must not end it. */
const DROP_CURSORS = `
DELETE FROM eval_cursors WHERE compared_from IS NULL AND workspace_id <> ALL($1)`;

interface CursorRow {
  readUntil: string;
  startedAt: string;
  comparedFrom: string | null;
}

/** What is to be judged, in Postgres: whatever dies, it stays until it is done. */
export function createWorkStore(dataSource: DataSource): WorkStore {
  const idsOf = async (sql: string, parameters: unknown[]): Promise<string[]> => {
    const rows: { id: string }[] = await guardStore(() => dataSource.query(sql, parameters));
    return rows.map(({ id }) => id);
  };
  return {
    async readCursor(workspaceId, startAt) {
      const [row] = await guardStore(() =>
        dataSource.query<CursorRow[]>(READ_CURSOR, [workspaceId, Math.trunc(startAt)]),
      );
      const { readUntil, startedAt, comparedFrom } = row!;
      return {
        readUntil: Number(readUntil),
        startedAt: Number(startedAt),
        comparedFrom: comparedFrom === null ? null : Number(comparedFrom),
      };
    },
    async compareFrom(workspaceIds, startAt) {
      const start = Math.trunc(startAt);
      await guardStore(() =>
        dataSource.transaction(async (manager) => {
          await manager.query(END_COMPARING, [workspaceIds]);
          await manager.query(BEGIN_COMPARING, [workspaceIds, start]);
        }),
      );
    },
    addWork: (workspaceId, work, readUntil) =>
      guardStore(() =>
        dataSource.transaction(async (manager) => {
          const added = await add(manager, workspaceId, work);
          await manager.query(MOVE_CURSOR, [workspaceId, Math.trunc(readUntil)]);
          return added;
        }),
      ),
    readOverdue: async (before, limit) => ({
      runs: await idsOf(OVERDUE_RUNS, [before, limit]),
      pairs: await idsOf(OVERDUE_PAIRS, [before, limit]),
    }),
    async dropCursors(except) {
      await guardStore(() => dataSource.query(DROP_CURSORS, [except]));
    },
  };
}

async function add(manager: EntityManager, workspaceId: string, work: Work): Promise<Work> {
  const insert = async <Row extends { id: string }>(sql: string, rows: Row[]): Promise<Row[]> => {
    if (rows.length === 0) return rows;
    const added: { id: string }[] = await manager.query(sql, [workspaceId, JSON.stringify(rows)]);
    const ids = new Set(added.map(({ id }) => id));
    return rows.filter(({ id }) => ids.has(id));
  };
  return { runs: await insert(ADD_RUNS, work.runs), pairs: await insert(ADD_PAIRS, work.pairs) };
}
