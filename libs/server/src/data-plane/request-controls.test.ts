import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SnapshotSource } from '@weighbridge/contracts/snapshot/snapshot-source';
import {
  type FakeVendor,
  startFakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

let vendor: FakeVendor;
let plane: TestPlane;

const route = (config: SnapshotSource['routes'][number]['config']) => ({
  workspaceId: null,
  config: { retry: { attempts: 1 }, ...config },
});
const ROUTES = [
  route({ id: 'chat', strategy: 'priority', targets: [{ model: 'vendor/one' }] }),
  route({
    id: 'careful',
    strategy: 'priority',
    targets: [{ model: 'vendor/one' }],
    context_fallbacks: ['vendor/two'],
    content_fallbacks: ['vendor/three'],
  }),
  route({
    id: 'smart',
    strategy: 'category',
    categories: [
      { name: 'code', route: 'vendor/two' },
      { name: 'default', route: 'vendor/one' },
    ],
  }),
  route({
    id: 'patient',
    strategy: 'priority',
    targets: [{ model: 'vendor/one' }],
    retry: { attempts: 2, base_ms: 30_000, max_ms: 60_000 },
  }),
  route({
    id: 'level',
    strategy: 'least_busy',
    targets: [{ model: 'vendor/one' }, { model: 'vendor/two' }, { model: 'vendor/three' }],
  }),
  route({
    id: 'learner',
    strategy: 'auto',
    targets: [{ model: 'vendor/one' }, { model: 'vendor/three' }],
  }),
];

beforeEach(async () => {
  vendor = await startFakeVendor();
  const source = sourceFor(vendor.url, {
    routes: ROUTES,
    categories: [
      { workspaceId: null, config: { name: 'code', rules: [{ user_matches: 'stack trace' }] } },
    ],
    decisions: [
      {
        ...{ workspaceId: 'acme', routeId: 'learner', version: 3, frozen: false },
        ...{ defaultModel: 'vendor/one', choices: { code: 'vendor/three' } },
      },
    ],
  });
  source.keys[0]!.limits = { rpm: 20 };
  plane = await startTestPlane(source);
});
afterEach(async () => {
  await plane.close();
  await vendor.close();
});

function chat(body: object, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return fetch(`${plane.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, ...headers },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], ...body }),
    signal,
  });
}

describe('what a request asks of routing', () => {
  test('steers the gateway and is not shown to the vendor', async () => {
    vendor.script('one', { status: 500 });
    const response = await chat(
      {
        model: 'chat',
        models: ['vendor/two'],
        fallbacks: [{ model: 'vendor/three' }],
        provider: { ignore: ['nobody'], sort: 'price' },
        metadata: { tags: ['blue'], purpose: 'test' },
      },
      { 'x-wb-tags': 'green, blue' },
    );
    expect(response.headers.get('x-wb-model')).toBe('two');
    const sent = vendor.calls.at(-1)!.body as Record<string, unknown>;
    expect(sent).toMatchObject({ model: 'two', metadata: { purpose: 'test' } });
    for (const field of ['models', 'fallbacks', 'provider']) expect(sent).not.toHaveProperty(field);
    expect(JSON.stringify(sent.metadata)).not.toContain('tags');
    const [record] = plane.written.requests;
    expect(record!.tags).toEqual(['green', 'blue']);
    expect(JSON.parse(record!.decision)).toMatchObject({
      order: ['vendor/one', 'vendor/two', 'vendor/three'],
    });
  });

  test('may name models alone', async () => {
    const response = await chat({ models: ['vendor/three', 'vendor/two'] });
    expect(response.headers.get('x-wb-model')).toBe('three');
    expect(vendor.calls[0]!.body).toMatchObject({ model: 'three' });
  });

  test.each([
    ['x-wb-tags', {}, { 'x-wb-tags': 'blue, wb:eval' }],
    ['metadata.tags', { metadata: { tags: ['wb:eval:judge'] } }, {}],
  ])('may not pass for the gateway’s own traffic by %s', async (param, body, headers) => {
    const response = await chat({ model: 'chat', ...body }, headers);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'invalid_request', param } });
    expect(vendor.calls).toHaveLength(0);
  });

  test('is refused by the name of the field at fault, before anything is called', async () => {
    const response = await chat({ model: 'chat', provider: { sort: 'luck' } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'provider.sort' } });
    expect(vendor.calls).toHaveLength(0);
  });
});

test.each([
  ['chat:floor', 'chat'],
  ['vendor/one:nitro', 'vendor/one'],
  ['one', 'one'],
])('%s is told as the route %s', async (model, name) => {
  expect((await chat({ model })).headers.get('x-wb-route')).toBe(name);
});

describe('fallbacks for one kind of failure', () => {
  const refusing = (code: string) => ({
    status: 400,
    body: JSON.stringify({ error: { message: code, type: 'invalid_request_error', code } }),
  });

  test.each([
    ['context_length_exceeded', 'two'],
    ['content_policy_violation', 'three'],
  ])('%s goes to %s', async (code, model) => {
    vendor.script('one', refusing(code));
    const response = await chat({ model: 'careful' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-wb-model')).toBe(model);
  });

  test('the models the caller named serve there too', async () => {
    vendor.script('one', refusing('context_length_exceeded'));
    const response = await chat({ model: 'chat', models: ['vendor/two'] });
    expect(response.headers.get('x-wb-model')).toBe('two');
  });
});

describe('the category of a request', () => {
  test('picks the branch, is told to the caller and kept with the record', async () => {
    const content = 'Explain this stack trace.';
    const response = await chat({ model: 'smart', messages: [{ role: 'user', content }] });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-wb-category': 'code',
      'x-wb-model': 'two',
      'x-wb-strategy': 'category',
    });
    const named = await chat({ model: 'smart' }, { 'x-wb-category': 'code' });
    expect(named.headers.get('x-wb-model')).toBe('two');
    await chat({ model: 'chat' });
    expect(plane.written.requests.map(({ category }) => category)).toEqual([
      ...['code', 'code', 'default'],
    ]);
  });

  test('is looked up in the decision table of an auto route', async () => {
    const chosen = await chat({ model: 'auto' }, { 'x-wb-category': 'code' });
    expect(chosen.headers.get('x-wb-model')).toBe('three');
    expect(chosen.headers.get('x-wb-route')).toBe('learner');
    const other = await chat({ model: 'learner' });
    expect(other.headers.get('x-wb-model')).toBe('one');
    expect(JSON.parse(plane.written.requests[0]!.decision)).toMatchObject({
      category: 'code',
      auto: { version: 3, chosen: 'vendor/three', runner_up: 'vendor/one' },
    });
  });
});

describe('a conversation', () => {
  const servedBy = async (count: number, headers: Record<string, string>, text = 'hi') => {
    const models = new Set<string | null>();
    for (let turn = 0; turn < count; turn++) {
      const messages = [
        { role: 'system', content: text },
        { role: 'user', content: `turn ${turn}` },
      ];
      const response = await chat({ model: 'level', messages }, headers);
      models.add(response.headers.get('x-wb-model'));
    }
    return models;
  };

  test('stays with the target that knows it: by its session, or by a long prompt', async () => {
    expect((await servedBy(8, { 'x-wb-session-id': 'one' })).size).toBe(1);
    expect((await servedBy(8, {}, 'A long system prompt. '.repeat(300))).size).toBe(1);
  });

  test('that is short and unnamed is drawn anew each time', async () => {
    expect((await servedBy(18, {})).size).toBeGreaterThan(1);
  });
});

test('a refusal for the rate says where the limit stands', async () => {
  const responses = [];
  for (let count = 0; count < 21; count++) responses.push(await chat({ model: 'chat' }));
  expect(responses[0]!.headers.get('x-ratelimit-remaining-requests')).toBe('19');
  const refused = responses[20]!;
  expect(refused.status).toBe(429);
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'x-ratelimit-limit-requests': '20',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': expect.stringMatching(/^\d+s$/),
    'retry-after': expect.any(String),
  });
});

test('a caller who leaves during the pause between two calls is not waited for', async () => {
  vendor.script('one', { status: 503, headers: { 'retry-after': '20' } });
  const leaving = new AbortController();
  const gone = chat({ model: 'patient' }, {}, leaving.signal).catch(() => 'gone');
  while (vendor.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  leaving.abort();
  expect(await gone).toBe('gone');
  const until = Date.now() + 5_000;
  while (plane.written.requests.length === 0 && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(plane.written.requests[0]).toMatchObject({ status: 'cancelled' });
  expect(vendor.calls).toHaveLength(1);
});
