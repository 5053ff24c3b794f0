import { afterAll, beforeAll } from '@jest/globals';
import { createTestClickHouse } from '@weighbridge/testing/stores/create-test-clickhouse';
import { createTestDatabase } from '@weighbridge/testing/stores/create-test-database';
import type { DataSource } from 'typeorm';
import { migrateClickHouse } from '../clickhouse/migrate-clickhouse.js';
import { type ClickHouse, openClickHouse } from '../clickhouse/open-clickhouse.js';
import { openPostgres } from '../postgres/open-postgres.js';

/** Both stores of one test file; filled before its first test, gone after its last. */
export interface RealStores {
  databaseUrl: string;
  clickhouseUrl: string;
  dataSource: DataSource;
  clickhouse: ClickHouse;
}

export function useRealStores(): RealStores {
  const stores = {} as RealStores;
  let drop: () => Promise<unknown>;

  beforeAll(async () => {
    const [database, engine] = await Promise.all([createTestDatabase(), createTestClickHouse()]);
    drop = () => Promise.all([database.drop(), engine.drop()]);
    stores.databaseUrl = database.url;
    stores.clickhouseUrl = engine.url;
    stores.dataSource = await openPostgres(database.url, { maxConnections: 3 });
    stores.clickhouse = openClickHouse(engine.url);
    await migrateClickHouse(stores.clickhouse);
  }, 60_000);

  afterAll(async () => {
    await stores.clickhouse.close();
    await stores.dataSource.destroy();
    await drop();
  });

  return stores;
}
