import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A revoked key keeps its row, and must not keep its text from being a key again. */
export class LiveKeyTexts1763745000000 implements MigrationInterface {
  readonly name = 'LiveKeyTexts1763745000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_keys DROP CONSTRAINT api_keys_hash');
    await runner.query(
      'CREATE UNIQUE INDEX api_keys_live_hash ON api_keys (hash) WHERE revoked_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX api_keys_live_hash');
    await runner.query('ALTER TABLE api_keys ADD CONSTRAINT api_keys_hash UNIQUE (hash)');
  }
}
