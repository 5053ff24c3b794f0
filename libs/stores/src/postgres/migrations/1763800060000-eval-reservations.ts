import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which node a reservation is of: what its former process held, a new one lets go of at once. */
export class EvalReservations1763800060000 implements MigrationInterface {
  readonly name = 'EvalReservations1763800060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE eval_reservations ADD COLUMN node text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE eval_reservations DROP COLUMN node');
  }
}
