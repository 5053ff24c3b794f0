import { createClient } from '@clickhouse/client';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestClickHouse } from './create-test-clickhouse.js';
import { createTestDatabase, type DatabaseTemplate } from './create-test-database.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('copies of a template hold its tables, are filled once and are apart', async () => {
  let filled = 0;
  const template: DatabaseTemplate = {
    name: `example_${process.pid}`,
    async fill(url) {
      filled += 1;
      await ask(url, 'create table example (id int)');
    },
  };
  const [one, other] = await Promise.all([
    createTestDatabase({ template }),
    createTestDatabase({ template }),
  ]);
  await ask(one.url, 'insert into example values (1)');
  expect(await ask(one.url, 'select id from example')).toEqual([{ id: 1 }]);
  expect(await ask(other.url, 'select id from example')).toEqual([]);
  expect(filled).toBe(1);
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.url, 'select 1')).rejects.toThrow(/does not exist/);
}, 60_000);

test('a test has an engine database of its own', async () => {
  const engine = await createTestClickHouse();
  const client = createClient({ url: engine.url });
  const result = await client.query({
    query: 'SELECT currentDatabase() AS name',
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ name: engine.database }]);
  await client.close();
  await engine.drop();
}, 60_000);
