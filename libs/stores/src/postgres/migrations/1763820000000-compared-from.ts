import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workspace may be read for its evaluators long before its traffic is compared. */
export class ComparedFrom1763820000000 implements MigrationInterface {
  readonly name = 'ComparedFrom1763820000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE eval_cursors ADD COLUMN compared_from bigint');
    await runner.query('UPDATE eval_cursors SET compared_from = started_at');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE eval_cursors DROP COLUMN compared_from');
  }
}
