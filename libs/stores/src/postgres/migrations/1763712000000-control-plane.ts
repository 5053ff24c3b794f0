import { CHAIN_START } from '@weighbridge/govern/audit-log/audit-record';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OWNED = 'source text NOT NULL, created_at timestamptz NOT NULL';
const IN_WORKSPACE = (table: string) =>
  `CONSTRAINT ${table}_workspaces REFERENCES workspaces (id) ON DELETE CASCADE`;

const TENANTS = `
CREATE TABLE organizations (id text PRIMARY KEY, name text NOT NULL, ${OWNED});
CREATE TABLE workspaces (
  id text PRIMARY KEY,
  organization_id text NOT NULL CONSTRAINT workspaces_organizations REFERENCES organizations (id),
  name text NOT NULL, region text, zdr boolean NOT NULL, allowed_models jsonb, evals jsonb, ${OWNED});
CREATE INDEX workspaces_by_organization ON workspaces (organization_id);
CREATE TABLE teams (
  uid text PRIMARY KEY, workspace_id text NOT NULL ${IN_WORKSPACE('teams')},
  id text NOT NULL, name text NOT NULL, ${OWNED},
  CONSTRAINT teams_identity UNIQUE (workspace_id, id));
CREATE TABLE users (
  id text PRIMARY KEY, email text NOT NULL CONSTRAINT users_email UNIQUE, name text NOT NULL,
  password_hash text, instance_owner boolean NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE memberships (
  id text PRIMARY KEY,
  user_id text NOT NULL CONSTRAINT memberships_users REFERENCES users (id) ON DELETE CASCADE,
  organization_id text CONSTRAINT memberships_organizations REFERENCES organizations (id) ON DELETE CASCADE,
  workspace_id text ${IN_WORKSPACE('memberships')},
  role text NOT NULL, created_at timestamptz NOT NULL,
  CONSTRAINT memberships_one_place CHECK (num_nonnulls(organization_id, workspace_id) = 1),
  CONSTRAINT memberships_in_organization UNIQUE (user_id, organization_id),
  CONSTRAINT memberships_in_workspace UNIQUE (user_id, workspace_id));
CREATE TABLE console_sessions (
  id_hash text PRIMARY KEY,
  user_id text NOT NULL CONSTRAINT console_sessions_users REFERENCES users (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL, last_seen_at timestamptz NOT NULL, expires_at timestamptz NOT NULL);
CREATE INDEX console_sessions_by_user ON console_sessions (user_id)`;

const KEYS_AND_BUDGETS = `
CREATE TABLE api_keys (
  id text PRIMARY KEY, workspace_id text NOT NULL ${IN_WORKSPACE('api_keys')},
  name text NOT NULL, kind text NOT NULL, hash text NOT NULL CONSTRAINT api_keys_hash UNIQUE,
  hint text NOT NULL, pair_id text, team_id text, limits jsonb NOT NULL, allowed_models jsonb,
  expires_at timestamptz, revoked_at timestamptz, ${OWNED});
CREATE UNIQUE INDEX api_keys_live_name ON api_keys (workspace_id, name, kind) WHERE revoked_at IS NULL;
CREATE TABLE budgets (
  id text PRIMARY KEY, workspace_id text NOT NULL ${IN_WORKSPACE('budgets')},
  scope text NOT NULL, scope_id text NOT NULL, limit_nano bigint NOT NULL, period text NOT NULL,
  mode text NOT NULL, inline boolean NOT NULL, ${OWNED});
CREATE UNIQUE INDEX budgets_inline_identity ON budgets (workspace_id, scope, scope_id) WHERE inline;
CREATE INDEX budgets_by_workspace ON budgets (workspace_id)`;

/** A workspace's own row shadows the one for all workspaces, so both may carry the same id. */
const configTable = (name: string, further = '') => `
CREATE TABLE ${name} (
  uid text PRIMARY KEY, workspace_id text ${IN_WORKSPACE(name)},
  id text NOT NULL, config jsonb NOT NULL, ${further} ${OWNED});
CREATE UNIQUE INDEX ${name}_identity ON ${name} (coalesce(workspace_id, ''), id)`;

const INSTANCE = `
CREATE TABLE secrets (
  id text PRIMARY KEY, workspace_id text, purpose text NOT NULL, version integer NOT NULL,
  origin text NOT NULL, wraps jsonb NOT NULL, ciphertext bytea NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE instance (
  id smallint PRIMARY KEY CONSTRAINT instance_one_row CHECK (id = 1),
  config_version bigint NOT NULL, audit_seq bigint NOT NULL, audit_hash text NOT NULL);
INSERT INTO instance VALUES (1, 0, 0, '${CHAIN_START}')`;

/** The triggers stop a slip; the hash chain and its checkpoints show what gets past them. */
const AUDIT_LOG = `
CREATE TABLE audit_log (
  seq bigint PRIMARY KEY, organization_id text, workspace_id text, record text NOT NULL,
  previous_hash text NOT NULL, hash text NOT NULL);
CREATE INDEX audit_log_by_workspace ON audit_log (workspace_id, seq);
CREATE TABLE audit_checkpoints (
  seq bigint PRIMARY KEY, hash text NOT NULL, at timestamptz NOT NULL, signature text NOT NULL);
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`;

/**
 * The application works as a role that owns nothing: it can neither alter audit rows nor drop the
 * triggers. Where the login may not create roles, only the triggers and the chain stand.
 */
const APPLICATION_ROLE = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'weighbridge_app') THEN
    CREATE ROLE weighbridge_app NOLOGIN;
  END IF;
  EXECUTE format('GRANT weighbridge_app TO %I', current_user);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO weighbridge_app', current_schema());
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO weighbridge_app', current_schema());
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO weighbridge_app', current_schema());
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO weighbridge_app', current_schema());
  REVOKE UPDATE, DELETE ON audit_log, audit_checkpoints FROM weighbridge_app;
EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
  RAISE NOTICE 'no application role: %', SQLERRM;
END $$`;

/** Organisations to audit log: what the control plane knows, but for spending. */
export class ControlPlane1763712000000 implements MigrationInterface {
  readonly name = 'ControlPlane1763712000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TENANTS);
    await runner.query(KEYS_AND_BUDGETS);
    await runner.query(configTable('providers', 'secret_summary jsonb NOT NULL,'));
    await runner.query(configTable('routes'));
    await runner.query(configTable('categories'));
    await runner.query(INSTANCE);
    await runner.query(AUDIT_LOG);
    await runner.query(APPLICATION_ROLE);
  }

  /** The first schema has nothing before it to go back to. */
  down(): Promise<void> {
    return Promise.reject(new Error('the first migration cannot be undone: drop the database'));
  }
}
