import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which node a reservation is of, and since when: nobody holds one for ever. */
export class EvalReservations1763800060000 implements MigrationInterface {
  readonly name = 'EvalReservations1763800060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE eval_reservations ADD COLUMN node text NOT NULL DEFAULT '',
      ADD COLUMN reserved_at timestamptz NOT NULL DEFAULT now()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE eval_reservations DROP COLUMN node, DROP COLUMN reserved_at');
  }
}
