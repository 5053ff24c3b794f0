import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { findProcessTree } from '../processes/find-process-tree.js';
import { findListeningPorts } from '../processes/listening-sockets.js';
import type { ProcessRow } from '../processes/read-process-table.js';
import type { Product } from './start-product.js';

/** Direct, read-only looks into a running product's embedded stores: what its own API might hide. */
export interface Stores {
  sql<Row extends pg.QueryResultRow>(query: string): Promise<Row[]>;
  clickhouse(query: string): Promise<string>;
  close(): Promise<void>;
}

const ENGINE_PROGRAM = 'engine-process';

/** The Postgres processes of a product, postmaster and backends. */
export function findPostgres(product: Product): ProcessRow[] {
  return findProcessTree(product.mark).filter((row) => row.command.startsWith('postgres'));
}

/** The engine's process; undefined while it is restarting. */
export async function findEngine(product: Product): Promise<ProcessRow | undefined> {
  for (const row of findProcessTree(product.mark)) {
    const commandLine = await readFile(`/proc/${row.pid}/cmdline`, 'latin1').catch(() => '');
    if (commandLine.includes(ENGINE_PROGRAM)) return row;
  }
  return undefined;
}

/** Opens the embedded stores of a product by what they leave in its data directory. */
export async function openStores(product: Product): Promise<Stores> {
  const client = new pg.Client(await describePostgres(product.dataDir));
  await client.connect();
  return {
    async sql<Row extends pg.QueryResultRow>(query: string) {
      return (await client.query<Row>(query)).rows;
    },
    async clickhouse(query) {
      const engine = await findEngine(product);
      const [port] = findListeningPorts(engine?.pid ?? 0);
      const password = await readSecret(product.dataDir, 'clickhouse.password');
      const answer = await fetch(`http://127.0.0.1:${port}/?database=weighbridge`, {
        method: 'POST',
        headers: { 'x-clickhouse-user': 'weighbridge', 'x-clickhouse-key': password },
        body: query,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`the engine answered ${answer.status}: ${text}`);
      return text;
    },
    close: () => client.end(),
  };
}

/** postmaster.pid names the socket folder in its fifth line, the port in its fourth. */
async function describePostgres(dataDir: string): Promise<pg.ClientConfig> {
  const lines = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return {
    host: lines[4]?.trim(),
    port: Number(lines[3]),
    user: 'weighbridge',
    password: await readSecret(dataDir, 'postgres.password'),
    database: 'weighbridge',
  };
}

async function readSecret(dataDir: string, name: string): Promise<string> {
  return (await readFile(join(dataDir, name), 'utf8')).trim();
}
