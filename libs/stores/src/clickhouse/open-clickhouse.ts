import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';

const REQUEST_TIMEOUT_MS = 30_000;
const CONNECTIONS = 6;

export type ClickHouse = ClickHouseClient;

/**
 * A client of ClickHouse, embedded or not; connects when it is first used.
 * @param url `http(s)://user:password@host:port/database`
 */
export const openClickHouse = (url: string): ClickHouse =>
  createClient({
    url,
    application: 'weighbridge',
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: CONNECTIONS,
    compression: { request: false, response: false },
    // Every failure is thrown; whoever catches it decides what is worth a line.
    log: { level: ClickHouseLogLevel.OFF },
    // Money is a 64-bit integer: as a JSON number it would be rounded.
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  });
