import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';

const GOOD = { kind: 'contains', value: 'sorry' };

let api: TestAdminApi;
let asked = 0;

const create = (scorer: object) =>
  api.call('POST', 'evaluators?workspace=default', {
    body: { name: `evaluator ${asked++}`, scorer },
  });

beforeAll(async () => {
  api = await openTestAdminApi();
  await ensureFirstStart(api.govern);
}, 60_000);
afterAll(() => api.close());

test.each<[object, string, string]>([
  [{ kind: 'webhook', url: 'http://127.0.0.1:9/score' }, 'scorer.url', 'allow_private_network'],
  [{ kind: 'webhook', url: 'https://[fd00::1]/score' }, 'scorer.url', 'private address'],
  [{ kind: 'webhook', url: 'http://localhost/' }, 'scorer.url', 'instance owner'],
  [{ kind: 'contains' }, 'scorer.value', 'give what is compared with'],
  [{ kind: 'llm_judge', template: 'correctness' }, 'scorer.template', 'another template'],
  [{ kind: 'pairwise' }, 'scorer.kind', 'llm_judge'],
])(
  '%j is refused when an evaluator is made and when it is changed',
  async (scorer, param, words) => {
    const made = await create(GOOD);
    expect(made.status).toBe(201);
    const path = `evaluators/${made.json.id}`;
    for (const refused of [
      await create(scorer),
      await api.call('PATCH', path, { body: { scorer } }),
    ]) {
      expect(refused.status).toBe(400);
      expect(refused.json.error).toMatchObject({ code: 'invalid_request', param });
      expect(refused.json.error.message).toContain(words);
    }
    expect((await api.call('GET', path)).json).toMatchObject({ scorer: GOOD });
  },
);

test('a webhook that is public or explicitly allowed is taken', async () => {
  const inside = { kind: 'webhook', url: 'http://10.0.0.1/score', allow_private_network: true };
  for (const scorer of [inside, { kind: 'webhook', url: 'https://score.example/' }])
    expect((await create(scorer)).status).toBe(201);
});

test('an evaluator from before its scorer was refused can still be switched off', async () => {
  const { json } = await create(GOOD);
  await api.govern.store.mutate(
    { actor: { type: 'user', id: 'ada' }, requestId: null },
    async ({ tables }) => {
      const [row] = await tables.evaluators.matching('every', { id: json.id });
      const config = { ...row!.config, scorer: { kind: 'contains' as const } };
      await tables.evaluators.update({ ...row!, config });
    },
  );
  const off = await api.call('PATCH', `evaluators/${json.id}`, { body: { enabled: false } });
  expect(off.status).toBe(200);
  expect(off.json).toMatchObject({ enabled: false });
});
