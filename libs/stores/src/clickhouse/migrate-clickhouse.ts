import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClickHouse } from './open-clickhouse.js';

const FOLDER = fileURLToPath(new URL('migrations', import.meta.url));

/** Plain MergeTree drops no repeated insert unless it is told how many to remember. */
const SINGLE_NODE = {
  on_cluster: '',
  engine: 'ReplacingMergeTree(version)',
  deduplication: 'non_replicated_deduplication_window = 100',
};

const clustered = (cluster: string): typeof SINGLE_NODE => ({
  on_cluster: `ON CLUSTER '${cluster}'`,
  engine: `ReplicatedReplacingMergeTree(version)`,
  deduplication: 'replicated_deduplication_window = 100',
});

export interface ClickHouseMigrationOptions {
  /** Name of the cluster; null: one server, or the embedded engine. */
  cluster: string | null;
}

/**
 * Runs the migrations that are missing. Each statement is idempotent, so that two processes that
 * start at once do no harm.
 */
export async function migrateClickHouse(
  clickhouse: ClickHouse,
  { cluster }: ClickHouseMigrationOptions = { cluster: null },
): Promise<void> {
  const places = cluster === null ? SINGLE_NODE : clustered(cluster);
  const run = (statement: string) =>
    clickhouse.command({
      query: fill(statement, places),
      clickhouse_settings: { wait_end_of_query: 1 },
    });
  await run(`CREATE TABLE IF NOT EXISTS schema_migrations {on_cluster}
    (name String, version UInt64) ENGINE = {engine} ORDER BY name`);
  const result = await clickhouse.query({
    query: 'SELECT DISTINCT name FROM schema_migrations',
    format: 'JSONEachRow',
  });
  const done = new Set((await result.json<{ name: string }>()).map(({ name }) => name));
  for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()) {
    if (done.has(name)) continue;
    for (const statement of statementsOf(await readFile(join(FOLDER, name), 'utf8')))
      await run(statement);
    await clickhouse.command({
      query: 'INSERT INTO schema_migrations VALUES ({name:String}, 1)',
      query_params: { name },
    });
  }
}

function fill(statement: string, places: Record<string, string>): string {
  return statement.replace(/\{(on_cluster|engine|deduplication)\}/g, (_, place) => places[place]!);
}

const statementsOf = (sql: string): string[] =>
  sql
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean);
