import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compileEmbedded } from '@weighbridge/testing/stores/start-test-stores';
import { isAlive } from '../child/wait-for-exit.js';
import type { EmbeddedStore } from '../embedded-store.js';
import { startEmbeddedClickHouse } from './start-embedded-clickhouse.js';

const ROWS = 10_000;
const ROW_BYTES = 9;

/** Rows of (UInt32, String of the same four bytes): every byte value and line end occurs. */
function rowBinary(): Buffer {
  const bytes = Buffer.alloc(ROWS * ROW_BYTES);
  for (let row = 0; row < ROWS; row += 1) {
    bytes.writeUInt32LE(row, row * ROW_BYTES);
    bytes[row * ROW_BYTES + 4] = 4;
    bytes.writeUInt32LE(row, row * ROW_BYTES + 5);
  }
  return bytes;
}

describe('the embedded ClickHouse', () => {
  let dataDir: string;
  let store: EmbeddedStore;
  let client: ClickHouseClient;
  const lines: string[] = [];

  const start = async () =>
    startEmbeddedClickHouse({
      dataDir,
      log: (line) => lines.push(line),
      engineProcess: join(await compileEmbedded(), 'clickhouse/engine/engine-process.js'),
    });

  /** A plain HTTP request with the store's credentials. */
  const send = (path: string, init: RequestInit = {}) => {
    const { origin, username, password } = new URL(store.url);
    return fetch(`${origin}${path}`, {
      method: 'POST',
      ...init,
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        ...(init.headers as Record<string, string>),
      },
    });
  };

  /** The first column of a query's rows. */
  const values = async (query: string, parameters?: Record<string, unknown>) => {
    const result = await client.query({
      query,
      query_params: parameters,
      format: 'JSONCompactEachRow',
    });
    return (await result.json<unknown[]>()).map((row) => row[0]);
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weighbridge-clickhouse-'));
    store = await start();
    client = createClient({
      url: store.url,
      compression: { request: true, response: true },
      log: { level: ClickHouseLogLevel.OFF },
    });
    await client.command({
      query:
        'CREATE TABLE numbers (a UInt32, b String, c UInt8 DEFAULT 7) ENGINE = MergeTree ORDER BY a',
    });
  }, 60_000);

  afterAll(async () => {
    await client.close();
    await store.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('answers a ping, and the official client finds its version', async () => {
    expect((await client.ping()).success).toBe(true);
    expect(await values('SELECT currentDatabase()')).toEqual(['weighbridge']);
  });

  test('takes binary rows as a stream, compressed, byte for byte', async () => {
    await client.exec({
      query: 'INSERT INTO numbers (a, b) FORMAT RowBinary',
      values: Readable.from([rowBinary()]),
    });
    expect(
      await values(
        'SELECT count() FROM numbers WHERE reinterpretAsUInt32(b) = a AND length(b) = 4',
      ),
    ).toEqual([ROWS]);
    expect(await values('SELECT uniqExact(b) FROM numbers')).toEqual([ROWS]);
    expect(await values('SELECT sum(c) FROM numbers')).toEqual([ROWS * 7]);
  });

  test('takes rows in one body with the statement, as curl sends them', async () => {
    const statement = Buffer.from('INSERT INTO numbers (a, b) FORMAT RowBinary\n');
    const row = Buffer.from([10, 10, 10, 10, 2, 0, 10]);
    const response = await send('/', {
      body: Buffer.concat([statement, row]),
      headers: { 'X-ClickHouse-Database': 'weighbridge' },
    });
    expect(response.status).toBe(200);
    expect(JSON.parse(response.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({
      written_rows: '1',
    });
    expect(await values('SELECT hex(b) FROM numbers WHERE a = 168430090')).toEqual(['000A']);
  });

  test('takes JSON rows, skips unknown fields when told, and ignores a deduplication token', async () => {
    await client.insert({
      table: 'numbers',
      values: [{ a: 900_001, b: "it's \n\n ü", unknown: 1 }],
      format: 'JSONEachRow',
      clickhouse_settings: {
        input_format_skip_unknown_fields: 1,
        insert_deduplication_token: 'batch-1',
        async_insert: 1,
        wait_for_async_insert: 1,
      },
    });
    expect(await values('SELECT b FROM numbers WHERE a = 900001')).toEqual(["it's \n\n ü"]);
  });

  test('binds parameters as text of any content', async () => {
    const text = "a'b\\c\n\t; DROP TABLE numbers; -- ü";
    expect(await values('SELECT {text: String}', { text })).toEqual([text]);
    expect(await values('SELECT {list: Array(UInt8)}', { list: [1, 2] })).toEqual([[1, 2]]);
  });

  test('keeps settings and parameters of concurrent statements apart', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => `value-${index}`);
    const answers = await Promise.all(asked.map((x) => values('SELECT {x: String}', { x })));
    expect(answers.flat()).toEqual(asked);
  });

  test('ignores a setting the engine does not know, and applies one it does', async () => {
    const response = await send('/?no_such_setting=1&output_format_json_quote_64bit_integers=0', {
      body: 'SELECT toUInt64(1) AS n FORMAT JSONEachRow',
    });
    expect(await response.text()).toBe('{"n":1}\n');
  });

  test('words errors the way the official client reads them', async () => {
    await expect(values('SELECT * FROM no_such_table')).rejects.toMatchObject({
      code: '60',
      type: 'UNKNOWN_TABLE',
    });
    const response = await send('/', { body: 'SELEC 1' });
    expect([response.status, response.headers.get('x-clickhouse-exception-code')]).toEqual([
      400,
      '62',
    ]);
  });

  test('refuses a wrong password', async () => {
    const response = await send('/?query=SELECT+1', { headers: { authorization: 'Basic eDp5' } });
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('AUTHENTICATION_FAILED'),
    ]);
  });

  test('answers a light query and a ping while a heavy one runs, and ends that when its caller leaves', async () => {
    const leave = new AbortController();
    const heavy = client.query({
      query: 'SELECT sum(sipHash64(number)) FROM numbers(100000000000)',
      abort_signal: leave.signal,
    });
    const ended = expect(heavy).rejects.toThrow(/abort/i);
    await sleep(100);
    const startedAt = performance.now();
    expect(
      await values("SELECT count() FROM system.processes WHERE query LIKE '%sipHash64%'"),
    ).toEqual([2]);
    expect((await client.ping()).success).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    leave.abort();
    await ended;
    const left = () =>
      values("SELECT count() FROM system.processes WHERE query LIKE '%sipHash64%'");
    for (let tries = 0; tries < 100 && (await left())[0] !== 1; tries += 1) await sleep(50);
    expect(await left()).toEqual([1]);
  }, 20_000);

  test('refuses a statement above its memory and lives on', async () => {
    await expect(
      values('SELECT length(groupArray(number)) FROM numbers(1000000000)'),
    ).rejects.toMatchObject({ type: 'MEMORY_LIMIT_EXCEEDED' });
    expect(await values('SELECT 1')).toEqual([1]);
  }, 20_000);

  test('folds replaced rows, alters and deletes', async () => {
    const run = (query: string) => client.command({ query });
    await run('CREATE TABLE folded (id UInt8, v UInt8) ENGINE = ReplacingMergeTree(v) ORDER BY id');
    await run('INSERT INTO folded VALUES (1, 1), (2, 1)');
    await run('INSERT INTO folded VALUES (1, 2)');
    expect(await values('SELECT v FROM folded FINAL ORDER BY id')).toEqual([2, 1]);
    await run('ALTER TABLE folded ADD COLUMN w UInt8 DEFAULT 5');
    await run('DELETE FROM folded WHERE id = 2');
    expect(await values('SELECT w FROM folded FINAL')).toEqual([5]);
    await run('OPTIMIZE TABLE folded FINAL');
    expect(await values('SELECT count() FROM folded')).toEqual([1]);
  });

  test('leaves no spooled rows behind', async () => {
    expect(await readdir(join(dataDir, 'clickhouse/spool'))).toEqual([]);
  });

  test('is started again on the same port when it dies, with all it had acknowledged', async () => {
    const before = await values('SELECT count() FROM numbers');
    const first = store.processId() as number;
    process.kill(first, 'SIGKILL');
    for (let tries = 0; tries < 400 && (store.processId() ?? first) === first; tries += 1)
      await sleep(50);
    expect(await values('SELECT count() FROM numbers')).toEqual(before);
    expect(lines.some((line) => line.includes('running again'))).toBe(true);
  }, 30_000);

  test('stops on request', async () => {
    const processId = store.processId() as number;
    await store.stop();
    expect(isAlive(processId)).toBe(false);
  }, 20_000);
});
