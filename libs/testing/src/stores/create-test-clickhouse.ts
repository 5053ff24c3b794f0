import { randomBytes } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import { startTestStores } from './start-test-stores.js';

export type TestClickHouse = {
  /** With credentials and database, as `CLICKHOUSE_URL` has it. */
  url: string;
  database: string;
  drop(): Promise<void>;
};

/** Creates an empty database on the test run's own ClickHouse engine. */
export async function createTestClickHouse(): Promise<TestClickHouse> {
  const { clickHouse: server } = await startTestStores();
  const database = `test_${randomBytes(6).toString('hex')}`;
  const command = async (query: string) => {
    const client = createClient({ url: server });
    await client.command({ query });
    await client.close();
  };
  await command(`CREATE DATABASE ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  return {
    url: url.href,
    database,
    drop: () => command(`DROP DATABASE IF EXISTS ${database} SYNC`),
  };
}
