import type { DataSource } from 'typeorm';

/** Any constant will do, as long as nothing else in the database uses it: "weighbrg" in ASCII. */
const MIGRATION_LOCK = '8603398556015030887';

/** Runs what migrations are missing; of several processes that start at once, one at a time. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await holder.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => undefined);
    await holder.release();
  }
}
