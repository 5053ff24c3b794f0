import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was spent and promised. `spent + leased` of a window never passes its budget's limit while
 * actual costs stay within their holds; `leases.amount` is the part of `leased` that one boot of one
 * node has drawn and not yet settled or handed back. Amounts are integer nano-USD, epochs milliseconds.
 */
const MONEY = `
CREATE TABLE budget_windows (
  budget_id text NOT NULL, epoch bigint NOT NULL, workspace_id text NOT NULL,
  spent bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
  leased bigint NOT NULL DEFAULT 0 CHECK (leased >= 0),
  PRIMARY KEY (budget_id, epoch));
CREATE TABLE leases (
  boot text NOT NULL, budget_id text NOT NULL, epoch bigint NOT NULL, node text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  last_change bigint NOT NULL, last_granted bigint NOT NULL,
  PRIMARY KEY (boot, budget_id, epoch));
CREATE INDEX leases_by_node ON leases (node);
CREATE TABLE ledger (
  request_id text NOT NULL, attempt smallint NOT NULL, workspace_id text NOT NULL,
  key_id text NOT NULL, provider text NOT NULL, model text NOT NULL, outcome text NOT NULL,
  cost bigint NOT NULL CHECK (cost >= 0), hold bigint NOT NULL, overshoot bigint NOT NULL,
  price_version text, budgets jsonb NOT NULL, settled_at timestamptz NOT NULL,
  PRIMARY KEY (request_id, attempt));
CREATE TABLE idempotency_keys (
  workspace_id text NOT NULL, key text NOT NULL, fingerprint text NOT NULL,
  node text NOT NULL, boot text NOT NULL, completed boolean NOT NULL DEFAULT false,
  status smallint, headers jsonb, body bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, key));
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)`;

const APPEND_ONLY = `
DO $$ BEGIN
  REVOKE UPDATE, DELETE ON ledger FROM weighbridge_app;
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'no application role';
END $$`;

/** Budget windows, leases, the ledger and idempotency keys. */
export class Ledger1763712060000 implements MigrationInterface {
  readonly name = 'Ledger1763712060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MONEY);
    await runner.query(APPEND_ONLY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys, ledger, leases, budget_windows');
  }
}
