import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { reconcileConfigFile } from '@weighbridge/govern/bootstrap/reconcile/reconcile-config-file';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';

const DAY = { limit: '5', period: 'day' };
let api: TestAdminApi;
beforeAll(async () => {
  api = await openTestAdminApi();
  await ensureFirstStart(api.govern);
}, 60_000);
afterAll(() => api.close());

const post = (body: object) => api.call('POST', 'budgets', { body });
const inForce = async (workspace: string) => {
  const { json } = await api.call('GET', `budgets?workspace=${workspace}`);
  const rows = json.data as { id: string; scope?: string; limit?: string; period?: string }[];
  return rows.map(({ id, scope, limit, period }) => ({ id, scope, limit, period }));
};

test('a second budget over the same thing and period is refused and names the first', async () => {
  const ann = { scope: 'user', scope_id: 'ann', workspace: 'default' };
  const first = await post({ ...ann, ...DAY });
  expect(first.status).toBe(201);
  const second = await post({ ...ann, ...DAY, limit: '7' });
  expect(second).toMatchObject({
    status: 409,
    json: { error: { code: 'conflict', param: 'period', metadata: { budget: first.json.id } } },
  });
  expect(second.json.error.message).toContain(first.json.id);
  const month = await post({ ...ann, limit: '50', period: 'month' });
  expect(month.status).toBe(201);
  const moved = await api.call('PATCH', `budgets/${month.json.id}`, { body: { period: 'day' } });
  expect(moved).toMatchObject({ status: 409, json: { error: { param: 'period' } } });
  const kept = await api.call('PATCH', `budgets/${month.json.id}`, {
    body: { period: 'month', limit: '60' },
  });
  expect(kept.status).toBe(200);
});

test('a workspace has one budget of a period, however it got it', async () => {
  const body = { id: 'acme', budget: DAY };
  expect((await api.call('POST', 'workspaces', { body })).status).toBe(201);
  const [own] = await inForce('acme');
  const second = await post({ workspace: 'acme', scope: 'workspace', ...DAY });
  expect(second).toMatchObject({ status: 409, json: { error: { metadata: { budget: own!.id } } } });
  const month = await post({ workspace: 'acme', scope: 'workspace', limit: '9', period: 'month' });
  const patch = { budget: { limit: '8', period: 'month' } };
  await api.call('PATCH', 'workspaces/acme', { body: patch });
  expect(await inForce('acme')).toEqual([
    { id: month.json.id, scope: 'workspace', limit: '8', period: 'month' },
  ]);
});

test('a budget that the file names too is the file’s', async () => {
  const scoped = { scope: 'tag', id: 'batch', ...DAY };
  await api.call('POST', 'workspaces', { body: { id: 'beta' } });
  const made = await post({ workspace: 'beta', scope: 'tag', scope_id: 'batch', ...DAY });
  const workspaces = [
    {
      id: 'beta',
      budgets: [
        { ...scoped, period: 'month' },
        { ...scoped, limit: '3' },
      ],
    },
  ];
  await reconcileConfigFile(api.govern, ConfigFile.parse({ version: 1, workspaces }), []);
  expect(await inForce('beta')).toEqual(
    expect.arrayContaining([
      { id: made.json.id, scope: 'tag', limit: '3', period: 'day' },
      { id: expect.any(String), scope: 'tag', limit: '5', period: 'month' },
    ]),
  );
  expect(await inForce('beta')).toHaveLength(2);
});
