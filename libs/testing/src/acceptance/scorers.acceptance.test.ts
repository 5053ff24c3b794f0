import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ask, askAdmin } from './ask-product.js';
import { CALLER_KEY, describeVendor } from './describe-vendor.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

const ANSWER = 'Verdict: A. Your order 4711 is on its way.';

const stand = useProduct((vendor) => ({
  config: {
    version: 1,
    providers: [describeVendor(vendor, ['plain', 'coder', 'judge'])],
    routes: [
      {
        id: 'by-category',
        strategy: 'category',
        categories: [
          { name: 'code', route: 'fake/coder' },
          { name: 'default', route: 'fake/plain' },
        ],
      },
    ],
    categories: [
      { name: 'code', rules: [{ user_matches: '^debug:', ignore_case: true }] },
      { name: 'support', examples: ['Where is my order?', 'My order has not arrived.'] },
    ],
    workspaces: [{ id: 'shop', keys: [{ name: 'caller', key: CALLER_KEY }] }],
  },
}));

async function complete(content: string, headers: Record<string, string> = {}) {
  const body = { model: 'by-category', messages: [{ role: 'user', content }] };
  const answer = await ask(stand.product, '/v1/chat/completions', {
    ...{ token: CALLER_KEY, body, headers },
  });
  expect(answer.status).toBe(200);
  const header = (name: string) => answer.headers.get(name);
  return {
    id: header('x-wb-request-id')!,
    category: header('x-wb-category'),
    model: header('x-wb-model'),
  };
}

test('a request gets the category that the test endpoint foretold, and its route', async () => {
  const asks = { workspace: 'shop', text: 'DEBUG: it stops' };
  const foretold = await askAdmin(stand.product, '/categories/test', { body: asks });
  expect(foretold.json).toMatchObject({ category: 'code', decided_by: 'rule' });
  expect(await complete(asks.text)).toMatchObject({ category: 'code', model: 'coder' });
  expect(await complete('Hello')).toMatchObject({ category: 'default', model: 'plain' });
  const named = await complete('Hello', { 'x-wb-category': 'code' });
  expect(named).toMatchObject({ category: 'code', model: 'coder' });
});

test.each<[string, object, string]>([
  ['categories', { name: 'bad', rules: [{ user_matches: '(?=x)' }] }, 'rules[0].user_matches'],
  ['evaluators', { name: 'bad', scorer: { kind: 'regex', pattern: '(a' } }, 'scorer.pattern'],
  ['evaluators', { name: 'bad', scorer: { kind: 'contains', values: 'a' } }, 'scorer.values'],
  ['evaluators', { name: 'bad', scorer: { kind: 'exact_match' } }, 'scorer.value'],
])('%s %j is refused naming %s', async (resource, body, field) => {
  const answer = await askAdmin(stand.product, `/${resource}?workspace=shop`, { body });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain(field);
});

describe('evaluators', () => {
  const posted: Record<string, unknown>[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        posted.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
        response.end('{"score": 0.25, "feedback": "too short"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('score live traffic by rule, by model and by webhook', async () => {
    stand.vendor.script('plain', { text: ANSWER });
    stand.vendor.script('judge', { text: 'It answers.\nVerdict: true' });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/score`;
    const scorers = {
      numbered: { kind: 'regex', pattern: '\\b\\d{4}\\b' },
      short: { kind: 'length', max: 5 },
      judged: {
        kind: 'llm_judge',
        prompt: 'Does {{output}} answer {{input}}?',
        judge_model: 'fake/judge',
      },
      elsewhere: { kind: 'webhook', url, allow_private_network: true },
      unscorable: { kind: 'language' },
    };
    const ids = new Map<string, unknown>();
    for (const [name, scorer] of Object.entries(scorers)) {
      const made = await askAdmin(stand.product, '/evaluators?workspace=shop', {
        body: { name, scorer },
      });
      expect(made.status).toBe(201);
      ids.set(name, made.json['id']);
    }
    const { id } = await complete('Where is it?');
    const scores = await waitUntil(
      'four scores',
      async () => {
        const { json } = await askAdmin(stand.product, `/scores?workspace=shop&request_id=${id}`);
        const rows = json['data'] as { name: string; value: unknown; comment: string }[];
        return rows.length >= 4 && rows;
      },
      60_000,
    );
    expect(Object.fromEntries(scores.map(({ name, value }) => [name, value]))).toEqual({
      numbered: 1,
      short: 0,
      judged: 1,
      elsewhere: 0.25,
    });
    expect(scores.find(({ name }) => name === 'elsewhere')?.comment).toBe('too short');
    // Requests of the tests before may be scored too, and earlier.
    expect(posted).toContainEqual(
      expect.objectContaining({ output: ANSWER, input: 'Where is it?', expected_output: null }),
    );
    const judgeCalls = stand.vendor.calls.filter(
      ({ model, raw }) => model === 'judge' && raw.toString().includes(ANSWER),
    );
    expect(judgeCalls).toHaveLength(1);
    const why = await waitUntil('the reason', async () => {
      const { json } = await askAdmin(
        stand.product,
        `/evaluators/${String(ids.get('unscorable'))}/why?request_id=${id}`,
      );
      return /language of the input cannot be told/.test(String(json['reason'])) && json;
    });
    expect(why).toMatchObject({ ran: false });
  });
});
