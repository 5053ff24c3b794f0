import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Price lists that an operator applied, newest last; without a list: back to the built-in one. */
export class PriceLists1763810000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE price_lists (
        version    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        list       jsonb,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE price_lists');
  }
}
