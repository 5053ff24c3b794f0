import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stores } from './open-stores.js';

/** Every file below a folder whose raw bytes hold the text, as it is or base64-encoded at any offset. */
export async function searchFiles(folder: string, text: string): Promise<string[]> {
  const needles = renderNeedles(text);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(path);
  }
  return found;
}

/** Base64 depends on the offset modulo three, so each of the three spellings is looked for. */
function renderNeedles(text: string): Buffer[] {
  const shifted = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    return Buffer.from(encoded.slice(offset === 0 ? 0 : 4, -4));
  });
  return [Buffer.from(text), ...shifted];
}

/** Every table of both stores with a row that holds the text in any column. */
export async function searchStores(stores: Stores, text: string): Promise<string[]> {
  return [...(await searchPostgres(stores, text)), ...(await searchEngine(stores, text))];
}

/** A dump of every row as text; bytea columns are looked at as bytes too, not only as hex. */
async function searchPostgres(stores: Stores, text: string): Promise<string[]> {
  const hex = Buffer.from(text).toString('hex');
  const tables = await stores.sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await stores.sql(
      `SELECT 1 FROM ${name} AS r WHERE r::text LIKE '%${text}%' OR r::text LIKE '%${hex}%' LIMIT 1`,
    );
    if (rows.length > 0) found.push(`postgres ${name}`);
  }
  return found;
}

async function searchEngine(stores: Stores, text: string): Promise<string[]> {
  const list = await stores.clickhouse(
    "SELECT concat(database, '.', name) FROM system.tables WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') FORMAT TSV",
  );
  const found: string[] = [];
  for (const name of list.split('\n').filter((line) => line !== '')) {
    const count = await stores.clickhouse(
      `SELECT count() FROM ${name} WHERE position(formatRow('JSONEachRow', *), '${text}') > 0 FORMAT TSV`,
    );
    if (Number(count) > 0) found.push(`engine ${name}`);
  }
  return found;
}
