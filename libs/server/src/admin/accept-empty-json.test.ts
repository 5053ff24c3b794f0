import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { acceptEmptyJson } from './accept-empty-json.js';
import { asAdmin, openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';

let api: TestAdminApi;
beforeAll(async () => {
  api = await openTestAdminApi({ prepare: acceptEmptyJson });
  await ensureFirstStart(api.govern);
}, 60_000);
afterAll(() => api.close());

const send = (method: 'POST' | 'DELETE', path: string, payload: string) =>
  api.app.inject({
    ...{ method, url: `/api/v1/${path}`, payload },
    headers: { ...asAdmin, 'content-type': 'application/json' },
  });

test('an empty body announced as JSON is no body: a key is rotated and deleted', async () => {
  const made = await send('POST', 'keys', '{"name":"backend"}');
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: string }>();
  expect((await send('POST', `keys/${id}/rotate`, '')).statusCode).toBeLessThan(300);
  expect((await send('DELETE', `keys/${id}`, '')).statusCode).toBe(204);
});

test.each([
  ['no body where one is needed', '', 'the body is required and missing'],
  ['what is not JSON', '{', 'the body is not valid JSON'],
  ['a prototype', '{"__proto__":{}}', 'the body is not valid JSON'],
])('%s is refused', async (_, payload, message) => {
  const answer = await send('POST', 'keys', payload);
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ error: { message } });
});
