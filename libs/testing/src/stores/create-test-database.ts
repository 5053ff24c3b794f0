import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startTestStores } from './start-test-stores.js';

export type TestDatabase = {
  url: string;
  /** Ends its connections and removes it. */
  drop(): Promise<void>;
};

/** A database filled once per test run, which others are copied from in some 20 ms. */
export type DatabaseTemplate = {
  /** Lower-case letters, digits and underscores; one name per content. */
  name: string;
  /** Runs the migrations, or whatever fills it, and closes its connections. */
  fill(url: string): Promise<void>;
};

/** Any number that no migration uses as an advisory lock. */
const TEMPLATE_LOCK = 7_315_902;

function urlOf(server: string, database: string): string {
  return server.replace('@/weighbridge?', `@/${database}?`);
}

/** Runs `act` with a connection to the server's own database. */
async function onServer<T>(server: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** Creates and fills the template unless another test file of this run has done it. */
async function ensureTemplate(server: string, template: DatabaseTemplate): Promise<string> {
  const name = `template_${template.name}`;
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await template.fill(urlOf(server, draft));
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

/**
 * Creates an empty database, or a copy of a template, on the test run's own Postgres.
 * @example const database = await createTestDatabase({ template: { name: 'schema', fill: migrate } });
 */
export async function createTestDatabase(
  options: { template?: DatabaseTemplate } = {},
): Promise<TestDatabase> {
  const { postgres: server } = await startTestStores();
  const template = options.template ? await ensureTemplate(server, options.template) : 'template1';
  const name = `test_${randomBytes(6).toString('hex')}`;
  // The copy takes a short lock on its template, so copies made at once may have to take turns.
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: urlOf(server, name),
    drop: () =>
      onServer(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}
