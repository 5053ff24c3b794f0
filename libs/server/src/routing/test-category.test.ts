import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { loadSnapshotSource } from '@weighbridge/stores/postgres/load-snapshot-source';
import { openTestAdminApi, type TestAdminApi } from '../admin/admin-api.fixture.js';
import { RoutingModule } from './routing.module.js';

const CODE = [
  'Write a function that reverses a list in Python.',
  'Fix this bug: the loop never ends.',
  'Write a unit test for the function parseDate().',
  'Why does this Python function return undefined?',
  'Refactor this class and fix the bug in its loop.',
];
const SUPPORT = [
  'Where is my order? It should have arrived on Monday.',
  'Please cancel my order and send my money back.',
  'My order arrived damaged, can you send a new one?',
  'How do I change the address of my order?',
  'I was charged twice for my order.',
];

describe('POST /api/v1/categories/test', () => {
  let api: TestAdminApi;
  beforeAll(async () => {
    const store: TestAdminApi['govern']['store'] = {
      read: (work) => api.govern.store.read(work),
      mutate: (origin, work) => api.govern.store.mutate(origin, work),
    };
    api = await openTestAdminApi({
      furtherModules: [
        RoutingModule.register({ store, snapshot: () => null, gateway: null, now: Date.now }),
      ],
    });
    await ensureFirstStart(api.govern);
    for (const body of [
      { name: 'support', examples: SUPPORT },
      { name: 'agent', rules: [{ has_tools: true }] },
      { name: 'code', workspace: 'default', examples: CODE, templates: ['You write code.'] },
    ])
      expect((await api.call('POST', 'categories', { body })).status).toBe(201);
  }, 60_000);
  afterAll(() => api.close());

  const ask = async (question: object) =>
    (await api.call('POST', 'categories/test', { body: { workspace: 'default', ...question } }))
      .json as object as Record<string, unknown>;
  const message = (content: string, role = 'user') => ({ role, content });

  test('a text is classified by the examples, with the accuracy on examples held out', async () => {
    const answer = await ask({ text: 'Fix the bug in this Python function.' });
    expect(answer).toMatchObject({ category: 'code', decided_by: 'classifier', detail: null });
    expect(answer).toMatchObject({ scores: { code: expect.any(Number) }, accuracy: { n: 10 } });
    const confusion = answer.confusion as { expected: string; n: number }[];
    expect(confusion.reduce((sum, { n }) => sum + n, 0)).toBe(10);
    expect(new Set(confusion.map(({ expected }) => expected))).toEqual(
      new Set(['code', 'support']),
    );
  });

  test('a body is classified by what it holds, and a header decides over all', async () => {
    const tools = [{ type: 'function', function: { name: 'f' } }];
    const body = { messages: [message('Where is my order?')], tools };
    expect(await ask({ body })).toMatchObject({
      ...{ category: 'agent', decided_by: 'rule', detail: 'rule 1 of agent: has_tools' },
      scores: { support: expect.any(Number) },
    });
    const headers = { 'X-WB-Category': 'support' };
    expect(await ask({ body, headers })).toMatchObject({
      category: 'support',
      decided_by: 'header',
    });
    const system = { messages: [message('You write code.', 'system'), message('Hi')] };
    expect(await ask({ body: system })).toMatchObject({
      ...{ category: 'code', decided_by: 'template' },
      template_fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test.each<[object, number, string]>([
    [{}, 400, 'text'],
    [{ text: 'a', body: {} }, 400, 'text'],
    [{ body: { messages: [] } }, 400, 'messages'],
    [{ body: { messages: [{ role: 'user', content: 5 }] } }, 400, 'messages[0].content'],
  ])('%j is refused with %i naming %s', async (question, status, param) => {
    const body = { workspace: 'default', ...question };
    const answer = await api.call('POST', 'categories/test', { body });
    expect({ status: answer.status, param: answer.json.error.param }).toEqual({ status, param });
  });

  test('the workspace may stand in the query, or be left out where there is only one', async () => {
    const body = { text: 'Fix the bug in this Python function.' };
    const named = await api.call('POST', 'categories/test?workspace=default', { body });
    expect(named.json).toMatchObject({ category: 'code' });
    expect((await api.call('POST', 'categories/test', { body })).json).toEqual(named.json);
    expect((await api.call('POST', 'categories/test?workspace=elsewhere', { body })).status).toBe(
      404,
    );
    expect((await api.call('POST', 'workspaces', { body: { id: 'second' } })).status).toBe(201);
    const unclear = await api.call('POST', 'categories/test', { body });
    expect(unclear.status).toBe(400);
    expect(unclear.json.error).toMatchObject({ param: 'workspace' });
  });

  test('another workspace is not found', async () => {
    const body = { workspace: 'elsewhere', text: 'a' };
    expect((await api.call('POST', 'categories/test', { body })).status).toBe(404);
  });

  test('categories of the API are asked in the order in which they were made', async () => {
    const { categories } = await loadSnapshotSource(api.govern.dataSource, api.govern.vault);
    expect(categories.map(({ config }) => config.name)).toEqual(['support', 'agent', 'code']);
  });
});
