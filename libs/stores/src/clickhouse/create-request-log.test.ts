import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestsQuery, UsageQuery } from '@weighbridge/contracts/records/request-query';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import { listRequests } from '@weighbridge/observe/requests/list-requests';
import { reportUsage } from '@weighbridge/observe/requests/report-usage';
import type { RequestLog } from '@weighbridge/observe/requests/request-log';
import { showRequest } from '@weighbridge/observe/requests/show-request';
import { sampleRequest } from '@weighbridge/testing/records/sample-records';
import {
  createTestClickHouse,
  type TestClickHouse,
} from '@weighbridge/testing/stores/create-test-clickhouse';
import { ByteWriter } from '../journal/byte-writer.js';
import { createRequestLog } from './create-request-log.js';
import { insertRows } from './insert-rows.js';
import { migrateClickHouse } from './migrate-clickhouse.js';
import { type ClickHouse, openClickHouse } from './open-clickhouse.js';
import { COMPLETE_ROW, RECOVERED_ROW, SPAN_ROW_COLUMNS, writeSpanRow } from './span-row.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const FRESH = () => ({ delayed: false, pending: 0 });

let engine: TestClickHouse;
let clickhouse: ClickHouse;
let log: RequestLog;

async function insert(
  records: readonly RequestRecord[],
  version: 0 | 1 = COMPLETE_ROW,
): Promise<void> {
  const rows = records.map((record) => {
    const writer = new ByteWriter();
    writeSpanRow(writer, record, version);
    return writer.buffer.subarray(0, writer.length);
  });
  const token = `${version} ${records.map(({ id }) => id).join()} ${Math.random()}`;
  await insertRows(clickhouse, 'spans', SPAN_ROW_COLUMNS[1]!, rows, token);
}

const ids = async (query: object, workspaces: 'every' | string[] = ['acme']): Promise<string[]> => {
  const page = await listRequests(log, FRESH, workspaces, RequestsQuery.parse(query));
  return page.data.map(({ id }) => id);
};

beforeAll(async () => {
  engine = await createTestClickHouse();
  clickhouse = openClickHouse(engine.url);
  await migrateClickHouse(clickhouse);
  log = createRequestLog(clickhouse);
  await insert([
    sampleRequest({ id: 'a', createdAt: NOON + 0.25 }),
    sampleRequest({
      id: 'b',
      createdAt: NOON + HOUR,
      provider: 'other',
      model: 'claude',
      cost: 9n,
    }),
    sampleRequest({
      id: 'c',
      createdAt: NOON + 2 * HOUR,
      status: 'error',
      httpStatus: 402,
      errorCode: 'budget_exceeded',
      tags: [],
      cost: 0n,
      body: null,
      answer: null,
    }),
    sampleRequest({ id: 'd', createdAt: NOON + 3 * HOUR, workspaceId: 'rival', user: 'eve' }),
  ]);
  await insert(
    [sampleRequest({ id: 'b', createdAt: NOON + HOUR, status: 'interrupted' })],
    RECOVERED_ROW,
  );
  await insert([sampleRequest({ id: 'a', createdAt: NOON + 0.25 })]);
}, 60_000);

afterAll(async () => {
  await clickhouse.close();
  await engine.drop();
});

test('the log is newest first and shows a row that was written twice once', async () => {
  expect(await ids({})).toEqual(['c', 'b', 'a']);
  expect(await ids({}, 'every')).toEqual(['d', 'c', 'b', 'a']);
});

test.each([
  [{ model: 'claude' }, ['b']],
  [{ model: 'other/claude' }, ['b']],
  [{ provider: 'main' }, ['c', 'a']],
  [{ status: 'ok' }, ['b', 'a']],
  [{ status: '402' }, ['c']],
  [{ status: '4xx' }, ['c']],
  [{ key: 'backend' }, ['c', 'b', 'a']],
  [{ key: 'key_backend', category: 'code' }, []],
  [{ user: 'eve' }, []],
  [{ session: 'session-1', from: '2026-11-21T13:00:00Z' }, ['c', 'b']],
  [{ to: '2026-11-21T13:00:00Z' }, ['a']],
  [{ route: 'chat', tag: 'beta' }, ['b', 'a']],
  [{ route: 'other' }, []],
  [{ q: 'grüSSe' }, []],
  [{ q: 'GRÜße' }, ['b', 'a']],
  [{ q: 'c' }, ['c', 'b', 'a']],
])('the filter %j finds %j', async (filter, expected) => {
  expect(await ids(filter)).toEqual(expected);
});

describe('a search', () => {
  const asked = (content: string) =>
    JSON.stringify({ model: 'chat', messages: [{ role: 'user', content }] });
  const inAscii = (text: string) => text.replaceAll('ü', '\\u00fc');
  beforeAll(async () => {
    const said = { workspaceId: 'sayer', createdAt: NOON, answer: '{"finish_reason" : "stop"}' };
    await insert([
      sampleRequest({ ...said, id: 'quoted', body: asked('say "hello"\tto\nC:\\temp') }),
      sampleRequest({ ...said, id: 'escaped', body: inAscii(asked('für dich')) }),
      sampleRequest({ ...said, id: 'colon', body: asked(', content": "role"') }),
      sampleRequest({ ...said, id: 'cut', body: '{"content":"half of what was sa' }),
    ]);
  });

  test.each([
    ['say "hello"', ['quoted']],
    ['hello"\tto\nC:', ['quoted']],
    ['C:\\TEMP', ['quoted']],
    ['für dich', ['escaped']],
    ['half of what', ['cut']],
    ['content', ['colon']],
    ['content": "role', ['colon']],
    ['finish_reason', []],
    ['stop', ['quoted', 'escaped', 'cut', 'colon']],
  ])('for %j finds it in what was said, not in names of fields', async (q, expected) => {
    expect(await ids({ q }, ['sayer'])).toEqual(expected);
  });
});

test('pages join without a gap or a repeat', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = RequestsQuery.parse({ limit: 1, cursor });
    const page = await listRequests(log, FRESH, ['acme'], query);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(['c', 'b', 'a']);
});

test('a row has exactly the fields of the contract and exact money', async () => {
  const page = await listRequests(
    log,
    FRESH,
    ['acme'],
    RequestsQuery.parse({ to: '2026-11-21T13:00:00Z' }),
  );
  expect(page.data[0]).toEqual({
    id: 'a',
    created_at: '2026-11-21T12:00:00.000Z',
    workspace: 'acme',
    key_id: 'key_backend',
    key_name: 'backend',
    team: 'search',
    user: 'ada',
    session: 'session-1',
    route: 'chat',
    strategy: 'priority',
    category: null,
    provider: 'main',
    model: 'gpt-4o-mini',
    status: 'ok',
    http_status: 200,
    error_code: null,
    stream: false,
    input_tokens: 12,
    cached_tokens: 2,
    output_tokens: 30,
    reasoning_tokens: 0,
    cost_usd: '0.0000007',
    latency_ms: 812.5,
    ttft_ms: null,
    overhead_us: 180,
    attempts: 1,
    cache: 'bypass',
    tags: ['web', 'beta'],
    flags: [],
    trace_id: '0af7651916cd43dd8448eb211c80319c',
  });
});

test('one request is shown with its texts, another tenant’s like a missing one', async () => {
  expect(await showRequest(log, ['acme'], 'a')).toMatchObject({
    requested_model: 'chat',
    body: { model: 'chat' },
    answer: { choices: [] },
    attempts: [],
    decision: null,
  });
  expect(await showRequest(log, ['acme'], 'c')).toMatchObject({ body: null, answer: null });
  await expect(showRequest(log, ['acme'], 'd')).rejects.toThrow('there is no request "d"');
  await expect(showRequest(log, ['acme'], 'x')).rejects.toThrow('there is no request "x"');
});

describe('usage', () => {
  const usage = (query: object) =>
    reportUsage(log, FRESH, ['acme'], UsageQuery.parse(query)).then(({ data }) => data);

  test('sums requests, errors, tokens and cost per group, each request once', async () => {
    expect(await usage({ group_by: 'model,day' })).toMatchObject([
      { model: 'gpt-4o-mini', day: '2026-11-21', requests: 2, errors: 1, cost_usd: '0.0000007' },
      { model: 'claude', day: '2026-11-21', requests: 1, errors: 0, input_tokens: 12 },
    ]);
  });

  test('counts a request under each of its tags and one without tags under none', async () => {
    const groups = await usage({ group_by: 'tag' });
    expect(groups.map(({ tag, requests }) => [tag, requests])).toEqual(
      expect.arrayContaining([
        ['web', 2],
        ['beta', 2],
        [null, 1],
      ]),
    );
  });

  test('counts only what the filters of the log let through', async () => {
    expect(await usage({ group_by: 'model', status: '4xx' })).toMatchObject([
      { model: 'gpt-4o-mini', requests: 1, errors: 1 },
    ]);
    expect(await usage({ group_by: 'route', model: 'claude', tag: 'beta' })).toMatchObject([
      { route: 'chat', requests: 1 },
    ]);
  });

  test.each([
    ['workspace', ['acme']],
    ['minute', ['2026-11-21T14:00:00Z', '2026-11-21T13:00:00Z', '2026-11-21T12:00:00Z']],
    ['hour', ['2026-11-21T14:00:00Z', '2026-11-21T13:00:00Z', '2026-11-21T12:00:00Z']],
    ['week', ['2026-11-16']],
    ['month', ['2026-11']],
    ['status', ['ok', 'error']],
  ])('groups by %s', async (group, expected) => {
    expect((await usage({ group_by: group })).map((row) => row[group])).toEqual(expected);
  });

  test('gives latency percentiles and none for a first token that no request had', async () => {
    const [group] = await usage({ group_by: 'provider' });
    expect(group).toMatchObject({ latency_ms: { p50: 812.5, p99: 812.5 }, ttft_ms: null });
  });
});

test('an engine that does not answer is an error, never an empty log', async () => {
  const away = openClickHouse('http://127.0.0.1:9/nowhere');
  const reading = listRequests(createRequestLog(away), FRESH, 'every', RequestsQuery.parse({}));
  await expect(reading).rejects.toMatchObject({ code: 'store_unavailable', status: 503 });
  await away.close();
});
