import { expect, jest, test } from '@jest/globals';
import { type Answer, ask, askAdmin } from './ask-product.js';
import { CALLER_KEY, describeVendor } from './describe-vendor.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

const JUDGED_WITHIN_MS = 30_000;
const SILENT_KEY = 'wb-acceptance-silent-key-0001';

const stand = useProduct((vendor) => ({
  config: {
    version: 1,
    providers: [describeVendor(vendor, ['chat', 'judge', 'other'], { zdr: true })],
    workspaces: [
      { id: 'open', keys: [{ name: 'caller', key: CALLER_KEY }] },
      {
        id: 'silent',
        zdr: true,
        keys: [{ name: 'caller', key: SILENT_KEY }],
        evals: { sample_rate: 1, judge: 'fake/judge', candidates: ['fake/other'] },
      },
    ],
  },
}));

async function complete(content: string, token = CALLER_KEY): Promise<string> {
  const body = { model: 'fake/chat', messages: [{ role: 'user', content }] };
  const { headers, status } = await ask(stand.product, '/v1/chat/completions', { token, body });
  expect(status).toBe(200);
  return headers.get('x-wb-request-id')!;
}

const create = async (evaluator: object, workspace = 'open'): Promise<string> => {
  const body = { workspace, ...evaluator };
  const { json, status, text } = await askAdmin(stand.product, '/evaluators', { body });
  expect({ status, text }).toMatchObject({ status: 201 });
  return json['id'] as string;
};

const why = async (id: string, request: string): Promise<Record<string, unknown>> =>
  (await askAdmin(stand.product, `/evaluators/${id}/why?request_id=${request}`)).json;

const awaitWhy = (id: string, request: string, word: RegExp) =>
  waitUntil(
    `the evaluator to say ${word}`,
    async () => {
      const told = await why(id, request);
      return word.test(String(told['reason'])) && told;
    },
    JUDGED_WITHIN_MS,
  );

interface Listed {
  name: string;
  value: number | string;
  source: string;
  request_id: string;
  tags: string[];
}

const listed = ({ json }: Answer): Listed[] => (json['data'] ?? []) as Listed[];

test('an evaluator scores what callers are answered, and says why it did or did not', async () => {
  const scorer = { kind: 'contains', value: 'fake vendor' };
  const id = await create({ name: 'names itself', scorer, filter: { model: 'chat' } });
  const none = await create({ name: 'no sample', scorer, sample_rate: 0 });
  const off = await create({ name: 'off', scorer, enabled: false });
  const elsewhere = await create({ name: 'elsewhere', scorer, filter: { category: 'law' } });
  const later = await create({ name: 'later', scorer, delay_s: 600 });
  const request = await complete('Who are you?');
  expect(await awaitWhy(id, request, /^score 1/)).toMatchObject({ ran: true });
  expect(await why(none, request)).toMatchObject({
    ran: false,
    reason: expect.stringMatching(/^sampling/),
  });
  expect(await why(off, request)).toMatchObject({
    ran: false,
    reason: expect.stringMatching(/^disabled/),
  });
  expect(await why(elsewhere, request)).toMatchObject({
    ran: false,
    reason: expect.stringMatching(/^filter/),
  });
  expect(await why(later, request)).toMatchObject({
    ran: false,
    reason: expect.stringMatching(/^delay/),
  });
  const scores = listed(
    await askAdmin(stand.product, `/scores?workspace=open&request_id=${request}`),
  );
  expect(scores).toMatchObject([{ name: 'names itself', value: 1, source: 'evaluator' }]);
});

test('a judge is asked over the gateway, is never judged itself, and stops at its daily limit', async () => {
  stand.vendor.script('judge', {
    text: 'Polite enough.\nVerdict: true',
    usage: { input: 1, output: 100 },
  });
  const scorer = {
    kind: 'llm_judge',
    prompt: 'Is it polite? {{output}}',
    judge_model: 'fake/judge',
  };
  const id = await create({ name: 'polite', scorer, daily_limit: '0.15' });
  const requests: string[] = [];
  for (const word of ['one', 'two', 'three', 'four']) requests.push(await complete(word));
  const told = await Promise.all(
    requests.map((request) => awaitWhy(id, request, /^(score|limit)/)),
  );
  // A call costs $0.10: the second one passes the limit, and there is no third.
  expect(told.filter(({ ran }) => ran)).toHaveLength(2);
  expect(told.filter(({ ran }) => !ran)).toHaveLength(2);
  const calls = await waitUntil('both calls in the log', async () => {
    const rows = listed(await askAdmin(stand.product, '/requests?workspace=open&model=judge'));
    return rows.length >= 2 && rows;
  });
  expect(calls).toHaveLength(2);
  for (const { tags } of calls) expect(tags).toContain('wb:eval');
  const [call] = calls as unknown as { id: string }[];
  expect(await why(id, call!.id)).toMatchObject({
    ran: false,
    reason: expect.stringMatching(/^loop guard/),
  });
});

test('scores of people and callers are kept, shown and counted as quality', async () => {
  const request = await complete('Rate me.');
  const score = { request_id: request, name: 'useful', value: 0.5 };
  const post = (body: object) => askAdmin(stand.product, '/scores', { body });
  expect((await post({ ...score, workspace: 'open' })).status).toBe(201);
  expect((await post({ ...score, workspace: 'open', request_id: 'req_none' })).status).toBe(404);
  expect((await post({ request_id: request, value: 1, workspace: 'open' })).status).toBe(400);
  const own = await ask(stand.product, '/v1/scores', {
    token: CALLER_KEY,
    body: { ...score, value: true },
  });
  expect(own.status).toBe(201);
  await waitUntil('both scores', async () => {
    const scores = listed(
      await askAdmin(stand.product, `/scores?workspace=open&request_id=${request}&name=useful`),
    );
    return scores.length === 2 && new Set(scores.map(({ source }) => source)).size === 2;
  });
  const rows = listed(await askAdmin(stand.product, '/quality?workspace=open'));
  expect(rows).toMatchObject([{ category: 'default', model: 'fake/chat' }]);
  const [row] = rows as unknown as { low: number; quality: number; high: number; n: number }[];
  expect(row!.n).toBeGreaterThanOrEqual(2);
  expect(row!.low).toBeLessThanOrEqual(row!.quality);
  expect(row!.quality).toBeLessThanOrEqual(row!.high);
});

test('nothing of a zero-retention workspace is judged or replayed', async () => {
  const scorer = { kind: 'length', max: 1_000 };
  const id = await create({ name: 'short', scorer }, 'silent');
  const request = await complete('Forget me.', SILENT_KEY);
  const told = await awaitWhy(id, request, /^zero retention/);
  expect(told).toMatchObject({ ran: false });
  expect(stand.vendor.calls.filter(({ model }) => model === 'other')).toEqual([]);
});

test('a scorer that cannot work is refused with the field at fault', async () => {
  const body = { workspace: 'open', name: 'broken', scorer: { kind: 'regex', pattern: '(' } };
  const { status, json } = await askAdmin(stand.product, '/evaluators', { body });
  expect(status).toBe(400);
  expect(json['error']).toMatchObject({ param: 'scorer.pattern' });
});

test('the jobs of the loop are shown, and none of them is a dead letter', async () => {
  const { status, json } = await askAdmin(stand.product, '/jobs');
  expect(status).toBe(200);
  expect(json['data']).toEqual([]);
  const kinds = json['kinds'] as { name: string; every_ms: number | null; failed: number }[];
  const names = kinds.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['sample-requests', 'compare-models']));
  expect(kinds.every(({ failed }) => failed === 0)).toBe(true);
});

test('an evaluator is set beside what people said of the same requests', async () => {
  const scorer = { kind: 'contains', value: 'fake vendor' };
  const id = await create({ name: 'agreed', scorer });
  const request = await complete('Do we agree?');
  await awaitWhy(id, request, /^score 1/);
  const body = { workspace: 'open', request_id: request, name: 'agreed', value: true };
  expect((await askAdmin(stand.product, '/scores', { body })).status).toBe(201);
  // The run is finished a moment before its score is in the span store.
  const calibration = await waitUntil('the score to be counted', async () => {
    const { json } = await askAdmin(stand.product, `/evaluators/${id}/calibration`);
    return json['scores'] === 1 && json;
  });
  expect(calibration).toMatchObject({ labels: 1, agreement: 1, pass_rate: { mean: 1 } });
});
