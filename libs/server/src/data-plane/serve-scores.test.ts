import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

const VENDOR = 'http://127.0.0.1:9';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let plane: TestPlane;
beforeEach(async () => {
  plane = await startTestPlane(sourceFor(VENDOR));
});
afterEach(() => plane.close());

const post = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${plane.url}/v1/scores`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, ...headers },
    body: JSON.stringify({ trace_id: TRACE, name: 'helpful', value: 1, ...body }),
  });

describe('a score with an idempotency key', () => {
  const once = { 'idempotency-key': 'once' };

  test('is kept once, and its repeat gets the first answer', async () => {
    const first = await post({}, once);
    const again = await post({}, once);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get('x-wb-idempotent-replay')).toBe('true');
    expect(plane.written.order).toEqual(['score']);
  });

  test('is refused with another body under the same key', async () => {
    await post({}, once);
    const other = await post({ value: 0 }, once);
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ error: { code: 'idempotency_mismatch' } });
  });

  test('that failed may be sent again under the same key', async () => {
    const unknown = { request_id: 'req_unknown' };
    expect((await post(unknown, once)).status).toBe(404);
    expect((await post(unknown, once)).status).toBe(404);
    expect((await post({}, once)).status).toBe(201);
  });

  test('is not repeated by a workspace that stores no bodies, nor kept twice', async () => {
    await plane.close();
    const { workspaces } = sourceFor(VENDOR);
    plane = await startTestPlane(
      sourceFor(VENDOR, { workspaces: [{ ...workspaces[0]!, zdr: true }] }),
    );
    expect((await post({}, once)).status).toBe(201);
    const again = await post({}, once);
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ error: { code: 'replay_unavailable' } });
    expect(plane.written.order).toEqual(['score']);
  });
});

test('a score without an idempotency key is a new one each time', async () => {
  const ids = [await post({}), await post({})].map(
    async (answer) => ((await answer.json()) as { id: string }).id,
  );
  expect(new Set(await Promise.all(ids)).size).toBe(2);
});

test.each<[string, object]>([
  ['value', { value: 2 }],
  ['value', { value: -0.001 }],
  ['value', { value: '' }],
  ['trace_id', { trace_id: '\u0000' }],
  ['trace_id', { trace_id: 'a'.repeat(129) }],
  ['name', { name: 'help\nful' }],
  ['comment', { comment: 'a\u0000b' }],
])('a bad %s is refused by its name', async (param, body) => {
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request', param } });
  expect(plane.written.order).toEqual([]);
});

test.each([0, 0.5, 1, true, 'good'])('%j is a value', async (value) => {
  const answer = await post({ value, comment: 'two\nlines' });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ value, trace_id: TRACE });
});
