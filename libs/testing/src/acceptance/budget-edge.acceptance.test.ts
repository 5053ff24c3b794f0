import { beforeEach, expect, jest, test } from '@jest/globals';
import { type Answer, ask, askAdmin, readBudgets } from './ask-product.js';
import { describeVendor } from './describe-vendor.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

const PARALLEL = 100;
const AFFORDABLE = 10;

const stand = useProduct((vendor) => ({
  config: {
    version: 1,
    providers: [describeVendor(vendor, ['dear'])],
    workspaces: [{ id: 'edge' }],
  },
}));

beforeEach(() => {
  stand.vendor.reset();
  stand.vendor.script('dear', { usage: { input: 9, output: 100 }, delayMs: 100 });
});

test.each([
  ['whole answers', false],
  ['streams', true],
])(
  'of 100 parallel requests of $0.10 a brand-new $1 key gets exactly 10: %s',
  async (name, stream) => {
    const created = await askAdmin(stand.product, '/keys', {
      body: { workspace: 'edge', name, budget: { limit: '1.00', period: 'total' } },
    });
    expect(created.status).toBe(201);
    const token = created.json['key'] as string;

    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => spend(token, stream)));

    expect(count(answers, 200)).toBe(AFFORDABLE);
    expect(count(answers, 402)).toBe(PARALLEL - AFFORDABLE);
    expect(stand.vendor.calls).toHaveLength(AFFORDABLE);
    for (const refused of answers.filter((answer) => answer.status === 402)) {
      expect(refused.headers.get('x-should-retry')).toBe('false');
      expect(refused.json).toMatchObject({
        error: { code: 'budget_exceeded', metadata: { scope: 'key', resets_at: null } },
      });
    }
    const spent = await waitUntil('the budget to show the whole spend', async () => {
      const budgets = await readBudgets(stand.product, 'edge');
      const own = budgets.find(
        (budget) => budget.scope === 'key' && budget.scope_id === created.json['id'],
      );
      return own && Number(own.spent) >= 1 ? own : undefined;
    });
    expect([Number(spent.spent), Number(spent.limit), Number(spent.reserved)]).toEqual([1, 1, 0]);
  },
);

test('answers that cost more than their holds end the budget, and a key without one tells its spend', async () => {
  stand.vendor.script('dear', { usage: { input: 9, output: 100 } });
  const make = (name: string, more: object) =>
    askAdmin(stand.product, '/keys', { body: { workspace: 'edge', name, ...more } });
  const budget = { limit: '0.20', period: 'day' };
  const limited = (await make('overshooting', { budget })).json['key'] as string;
  const free = (await make('free', {})).json['key'] as string;
  const cheap = { model: 'fake/dear', max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }] };
  const call = (token: string) =>
    ask(stand.product, '/v1/chat/completions', { token, body: cheap });

  const statuses = [];
  for (let calls = 0; calls < 4; calls++) statuses.push((await call(limited)).status);
  expect(statuses).toEqual([200, 200, 402, 402]);
  expect((await call(free)).status).toBe(200);
  await waitUntil('the key to tell what it spent', async () => {
    const own = await ask(stand.product, '/v1/key', { token: free });
    return own.json['spent'] === '0.1' ? own : undefined;
  });
});

function spend(token: string, stream: boolean): Promise<Answer> {
  return ask(stand.product, '/v1/chat/completions', {
    token,
    body: {
      model: 'fake/dear',
      messages: [{ role: 'user', content: 'spend' }],
      max_tokens: 100,
      ...(stream ? { stream: true } : {}),
    },
  });
}

function count(answers: readonly Answer[], status: number): number {
  return answers.filter((answer) => answer.status === status).length;
}
