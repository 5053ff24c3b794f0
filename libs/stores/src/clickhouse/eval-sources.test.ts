import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScoresQuery } from '@weighbridge/contracts/evals/score';
import type { RequestRecord } from '@weighbridge/contracts/records/request-record';
import { isSampled } from '@weighbridge/evals/sampling/draw-sample';
import { listScores } from '@weighbridge/observe/scores/list-scores';
import { makeScore } from '@weighbridge/observe/scores/make-score';
import { sampleRequest } from '@weighbridge/testing/records/sample-records';
import {
  createTestClickHouse,
  type TestClickHouse,
} from '@weighbridge/testing/stores/create-test-clickhouse';
import { ByteWriter } from '../journal/byte-writer.js';
import { ARRIVED_ROWS, createRequestSource } from './create-request-source.js';
import { createScoreStore, readScoredSides } from './create-score-store.js';
import { insertRows } from './insert-rows.js';
import { migrateClickHouse } from './migrate-clickhouse.js';
import { type ClickHouse, openClickHouse } from './open-clickhouse.js';
import { readFailing } from './read-failing.js';
import { readServed } from './read-served.js';
import { readTraffic } from './read-traffic.js';
import { readVerdictCounts } from './read-verdict-counts.js';
import { COMPLETE_ROW, SPAN_ROW_COLUMNS, writeSpanRow } from './span-row.js';

const DAY_MS = 86_400_000;

let engine: TestClickHouse;
let clickhouse: ClickHouse;
let begun: number;

async function insert(records: readonly RequestRecord[]): Promise<void> {
  const rows = records.map((record) => {
    const writer = new ByteWriter();
    writeSpanRow(writer, record, COMPLETE_ROW);
    return writer.buffer.subarray(0, writer.length);
  });
  await insertRows(clickhouse, 'spans', SPAN_ROW_COLUMNS[1]!, rows, records[0]!.id);
}

const request = (id: string, more: Partial<RequestRecord> = {}) =>
  sampleRequest({ id, createdAt: Date.now(), provider: 'fake', model: 'strong', ...more });

beforeAll(async () => {
  engine = await createTestClickHouse();
  clickhouse = openClickHouse(engine.url);
  await migrateClickHouse(clickhouse);
  begun = Date.now();
  await insert(Array.from({ length: 200 }, (_, index) => request(`req_${index}`)));
  await insert([
    request('judge', { tags: ['wb:eval'], category: 'beta' }),
    request('foreign', { workspaceId: 'other' }),
    request('latest', { sessionId: 'talk', createdAt: Date.now() + 5_000, category: 'beta' }),
    request('earlier', { sessionId: 'talk' }),
  ]);
}, 60_000);
afterAll(async () => {
  await clickhouse.close();
  await engine.drop();
});

describe('the span store as the loop reads it', () => {
  test('rows come in the order in which they arrived, page by page, each once', async () => {
    const source = createRequestSource(clickhouse);
    const ids: string[] = [];
    let place = { arrivedAt: begun - 1_000, id: '' };
    for (;;) {
      const page = await source.readArrived('acme', place, 1, 70);
      ids.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last || page.length < 70) break;
      place = { arrivedAt: last.arrivedAt, id: last.id };
      expect(last.arrivedAt).toBeGreaterThanOrEqual(begun - 1_000);
    }
    expect(ids).toHaveLength(203);
    expect(new Set(ids).size).toBe(203);
    expect(ids).not.toContain('foreign');
  });

  test('looking for what arrived skips what arrived before', async () => {
    const plan = await clickhouse.query({
      query: `EXPLAIN indexes = 1 SELECT id ${ARRIVED_ROWS}`,
      query_params: {
        ...{ workspace: 'acme', after: Date.now() + DAY_MS, afterId: '' },
        ...{ hashes: 1, limit: 1 },
      },
      format: 'TabSeparatedRaw',
    });
    const skipped = (await plan.text()).split('spans_by_arrival')[1];
    expect(skipped).toMatch(/Parts: 0\/\d/);
  });

  test('both sides draw the same sample', async () => {
    const source = createRequestSource(clickhouse);
    const place = { arrivedAt: begun - 1_000, id: '' };
    const all = await source.readArrived('acme', place, 1, 1_000);
    const tenth = await source.readArrived('acme', place, 0.1, 1_000);
    const wanted = all.filter(({ id }) => isSampled(id, 0.1)).map(({ id }) => id);
    expect(tenth.map(({ id }) => id)).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(5);
  });

  test('one request comes with what was said, the latest of a session by its beginning', async () => {
    const source = createRequestSource(clickhouse);
    const found = await source.readRequest('acme', 'req_0');
    expect(found).toMatchObject({ id: 'req_0', provider: 'fake', model: 'strong', status: 'ok' });
    expect(typeof found!.cost).toBe('bigint');
    expect(found!.body).not.toBeNull();
    expect(await source.readRequest('other', 'req_0')).toBeUndefined();
    expect(await source.readLatestOf('acme', 'session', 'talk')).toMatchObject({ id: 'latest' });
  });

  test('only what callers were answered counts as served', async () => {
    expect(Object.fromEntries(await readServed(clickhouse, 'acme'))).toEqual({
      ...{ default: 201, beta: 1 },
    });
  });

  test('traffic is what callers lately asked each route in each category', async () => {
    const lately = { workspaceId: 'busy', route: 'smart' };
    await insert([
      request('busy_1', lately),
      request('busy_2', { ...lately, category: 'code' }),
      request('busy_3', { ...lately, category: 'code' }),
      request('busy_named', { workspaceId: 'busy', route: null }),
      request('busy_judge', { ...lately, tags: ['wb:eval', 'wb:eval:judge'] }),
      request('busy_vector', { ...lately, operation: 'embeddings' }),
      request('busy_old', { ...lately, createdAt: Date.now() - 8 * DAY_MS }),
    ]);
    const rows = await readTraffic(clickhouse, 'busy');
    const counted = rows.map(({ route, category, requests }) => [route, category, requests]);
    expect(counted.toSorted()).toEqual([
      ['', 'default', 1],
      ['smart', 'code', 2],
      ['smart', 'default', 1],
    ]);
  });

  test('what fails most of its latest attempts is failing, whoever served in the end', async () => {
    const tried = (id: string, outcomes: Record<string, string>, more = {}) =>
      request(id, {
        workspaceId: 'shaky',
        attempts: JSON.stringify(
          Object.entries(outcomes).map(([model, error]) => ({
            ...{ provider: 'fake', model, outcome: error ? 'error' : 'ok' },
            error_code: error || null,
          })),
        ),
        ...more,
      });
    const all = Array.from({ length: 12 }, (_, index) =>
      tried(`shaky_${index}`, {
        down: 'server_error',
        flaky: index < 3 ? 'connect' : '',
        asked_badly: 'invalid_request',
        busy: 'rate_limited',
        ...(index < 8 && { rare: 'server_error' }),
      }),
    );
    const before = { createdAt: Date.now() - 600_000 };
    const past = all.map((_, index) => tried(`past_${index}`, { recovered: 'reset' }, before));
    await insert([...all, ...past]);
    expect([...(await readFailing(clickhouse, 'shaky'))]).toEqual(['fake/down']);
    expect([...(await readFailing(clickhouse, 'acme'))]).toEqual([]);
  });
});

describe('scores', () => {
  const from = { workspaceId: 'acme', keyId: null, source: 'api', createdAt: Date.now() };

  test('a score written twice is one score, and pages follow one another', async () => {
    const store = createScoreStore(clickhouse);
    const scores = [0.25, 0.75, 'good', 7].map((value, index) => ({
      ...makeScore({ request_id: 'req_1', name: 'useful', value }, from),
      createdAt: from.createdAt + index,
    }));
    for (const score of [...scores, scores[0]!]) await store.writeScore(score);
    const page = (query: object) => listScores(store, ['acme'], ScoresQuery.parse(query));
    const first = await page({ limit: 3 });
    expect(first.data.map(({ value }) => value)).toEqual([7, 'good', 0.75]);
    const rest = await page({ limit: 3, cursor: first.next_cursor });
    expect(rest.data.map(({ value }) => value)).toEqual([0.25]);
    const at = (index: number) => new Date(from.createdAt + index).toISOString();
    const within = await page({ from: at(1), to: at(3) });
    expect(within.data.map(({ value }) => value)).toEqual(['good', 0.75]);
    expect((await page({ to: at(0) })).data).toEqual([]);
    expect((await page({ source: 'evaluator' })).data).toEqual([]);
    expect((await listScores(store, [], ScoresQuery.parse({}))).data).toEqual([]);
  });

  test('an evaluator stands beside what people said of the same requests', async () => {
    const store = createScoreStore(clickhouse);
    const say = (source: string, request: string, value: number, createdAt = from.createdAt) =>
      store.writeScore(
        makeScore({ request_id: request, name: 'polite', value }, { ...from, source, createdAt }),
      );
    for (const [request, value] of Object.entries({ a: 1, b: 1, c: 0, d: 0.9, e: 0.1 }))
      await say('evaluator', request, value);
    await say('annotation', 'a', 0, from.createdAt - 1_000);
    await say('annotation', 'a', 1);
    await say('api', 'b', 0);
    await say('annotation', 'c', 1);
    await say('annotation', 'other', 1);
    expect(await readVerdictCounts(clickhouse, 'acme', 'polite')).toEqual({
      ...{ scores: 5, passes: 3, both: 1, evaluatorOnly: 1, personOnly: 1, neither: 0 },
    });
    expect(await readVerdictCounts(clickhouse, 'other', 'polite')).toMatchObject({ scores: 0 });
  });

  test('numbers in [0, 1] add up per category, model and source', async () => {
    expect(await readScoredSides(clickhouse, ['acme'])).toMatchObject([
      { category: 'default', model: 'fake/strong', source: 'api', n: 2, total: 1 },
    ]);
    expect(await readScoredSides(clickhouse, ['other'])).toEqual([]);
  });
});
