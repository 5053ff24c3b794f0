import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids of deleted workspaces: what was recorded under them must not come to belong to somebody else. */
export class RetiredWorkspaces1763830000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retired_workspaces (
        id              text PRIMARY KEY,
        organization_id text NOT NULL,
        retired_at      timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE retired_workspaces');
  }
}
