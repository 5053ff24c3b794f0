import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ClickHouse } from './open-clickhouse.js';

/**
 * Inserts rows that are encoded in RowBinary already, as one block.
 * @param token a repeat with the same token is dropped
 * @throws what the client throws
 */
export async function insertRows(
  clickhouse: ClickHouse,
  table: string,
  columns: string,
  rows: readonly Buffer[],
  token: string,
): Promise<void> {
  const { stream } = await clickhouse.exec({
    query: `INSERT INTO ${table} (${columns}) FORMAT RowBinary`,
    values: Readable.from([Buffer.concat(rows)], { objectMode: false }),
    clickhouse_settings: {
      insert_deduplication_token: token,
      async_insert: 0,
      max_insert_block_size: '1048576',
    },
  });
  await text(stream);
}
