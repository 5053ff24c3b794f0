import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rules of categories are asked in the order of the file; 1,000,000: made by the API. */
export class CategoryOrder1763800700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE categories ADD COLUMN position bigint NOT NULL DEFAULT 1000000',
    );
    await runner.query('ALTER TABLE categories ALTER COLUMN position DROP DEFAULT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE categories DROP COLUMN position');
  }
}
