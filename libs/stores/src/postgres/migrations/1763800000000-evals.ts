import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofWorkspace = (table: string) =>
  `workspace_id text NOT NULL CONSTRAINT ${table}_workspaces REFERENCES workspaces (id) ON DELETE CASCADE`;

const CONFIGURATION = `
CREATE TABLE evaluators (
  id text PRIMARY KEY, ${ofWorkspace('evaluators')}, name text NOT NULL, config jsonb NOT NULL,
  version text NOT NULL, source text NOT NULL, created_at timestamptz NOT NULL,
  CONSTRAINT evaluators_name UNIQUE (workspace_id, name));
CREATE TABLE decision_tables (
  id text PRIMARY KEY, ${ofWorkspace('decision_tables')}, route_id text NOT NULL,
  version bigint NOT NULL, default_model text NOT NULL, choices jsonb NOT NULL,
  frozen boolean NOT NULL, detail jsonb NOT NULL, state jsonb NOT NULL, updated_at timestamptz NOT NULL);
CREATE TABLE decision_versions (
  id text PRIMARY KEY, ${ofWorkspace('decision_versions')}, route_id text NOT NULL,
  version bigint NOT NULL, at timestamptz NOT NULL, action text NOT NULL, actor text NOT NULL,
  reason text NOT NULL, changes jsonb NOT NULL, choices jsonb NOT NULL);
CREATE INDEX decision_versions_by_route ON decision_versions (workspace_id, route_id, version)`;

/**
 * The work of the loop. A row is made once per subject and stays: its id follows from what it is
 * about, so whoever finds the same request again finds the same row. How far the span store has been
 * read is in eval_cursors: milliseconds of when rows arrived, not of when their requests began.
 */
const WORK = `
CREATE TABLE eval_cursors (
  workspace_id text PRIMARY KEY CONSTRAINT eval_cursors_workspaces
    REFERENCES workspaces (id) ON DELETE CASCADE,
  read_until bigint NOT NULL, started_at bigint NOT NULL);
CREATE TABLE eval_runs (
  id text PRIMARY KEY, ${ofWorkspace('eval_runs')}, evaluator_id text NOT NULL,
  evaluator_version text NOT NULL, subject_id text NOT NULL, request_id text NOT NULL,
  state text NOT NULL, reason text, value double precision, label text, comment text,
  due_at timestamptz NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz);
CREATE INDEX eval_runs_by_request ON eval_runs (workspace_id, request_id);
CREATE INDEX eval_runs_pending ON eval_runs (due_at) WHERE state = 'pending';
CREATE TABLE eval_pairs (
  id text PRIMARY KEY, ${ofWorkspace('eval_pairs')}, request_id text NOT NULL,
  category text NOT NULL, cluster text NOT NULL, incumbent text NOT NULL, candidate text NOT NULL,
  judge text NOT NULL, judge_version text NOT NULL, state text NOT NULL, reason text,
  verdict text, consistent boolean, replay_request_id text,
  judge_request_ids jsonb NOT NULL DEFAULT '[]'::jsonb,
  incumbent_usage jsonb, candidate_usage jsonb, requested_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz);
CREATE INDEX eval_pairs_done ON eval_pairs (workspace_id, finished_at) WHERE state = 'done';
CREATE INDEX eval_pairs_pending ON eval_pairs (created_at) WHERE state = 'pending';
CREATE TABLE eval_labels (
  pair_id text PRIMARY KEY REFERENCES eval_pairs (id) ON DELETE CASCADE,
  ${ofWorkspace('eval_labels')}, verdict text NOT NULL, actor text NOT NULL,
  labelled_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX eval_labels_by_workspace ON eval_labels (workspace_id, labelled_at)`;

/** What evaluations spend, per limit and UTC day, in nano-USD; a call counts once, whoever repeats it. */
const SPENDING = `
CREATE TABLE eval_days (
  budget_id text NOT NULL, day date NOT NULL, spent bigint NOT NULL DEFAULT 0,
  largest bigint NOT NULL DEFAULT 0, PRIMARY KEY (budget_id, day));
CREATE TABLE eval_reservations (
  budget_id text NOT NULL, task_id text NOT NULL, day date NOT NULL, amount bigint NOT NULL,
  PRIMARY KEY (budget_id, task_id));
CREATE TABLE eval_calls (
  budget_id text NOT NULL, task_id text NOT NULL, step text NOT NULL, day date NOT NULL,
  cost bigint NOT NULL, PRIMARY KEY (budget_id, task_id, step))`;

/** Evaluators, the work of the eval loop, and the decision tables that come of it. */
export class Evals1763800000000 implements MigrationInterface {
  readonly name = 'Evals1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONFIGURATION);
    await runner.query(WORK);
    await runner.query(SPENDING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE eval_calls, eval_reservations, eval_days, eval_labels, eval_pairs,
      eval_runs, eval_cursors, decision_versions, decision_tables, evaluators`);
  }
}
