import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type FakeVendor,
  startFakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

let vendor: FakeVendor;
let plane: TestPlane;
beforeAll(async () => {
  vendor = await startFakeVendor();
  const { providers, routes } = sourceFor(vendor.url);
  const [own] = providers;
  const models = [
    { id: 'small', price: { input: '1', output: '5' }, context: 8_000, capabilities: ['tools'] },
    {
      id: 'large',
      price: { input: '2', output: '4' },
      context: 4_000,
      capabilities: ['tools', 'vision'],
    },
    { id: 'unpriced' },
  ];
  plane = await startTestPlane(
    sourceFor(vendor.url, {
      providers: [
        {
          ...own!,
          config: { ...own!.config, models: models as NonNullable<typeof own>['config']['models'] },
        },
        {
          ...own!,
          config: { id: 'main', type: 'openai', models: [{ id: 'gpt-4o-mini' }, { id: 'small' }] },
        },
      ],
      routes: [
        route('both', ['vendor/small', 'vendor/large']),
        route('nested', ['both', 'main/gpt-4o-mini']),
        route('doubtful', ['vendor/small', 'vendor/unpriced']),
      ].map((config) => ({ ...routes[0]!, config })),
    }),
  );
});
afterAll(async () => {
  await plane.close();
  await vendor.close();
});

const route = (id: string, targets: string[]) => ({
  ...{ id, strategy: 'priority' as const },
  targets: targets.map((model) => ({ model })),
});
const get = async (path: string) =>
  (await fetch(`${plane.url}/v1/models${path}`, { headers: { 'x-api-key': KEY } })).json();

test('a model of the catalogue is shown with price, limits and capabilities', async () => {
  expect(await get('/main/gpt-4o-mini')).toEqual({
    ...{ id: 'main/gpt-4o-mini', object: 'model', created: 0, owned_by: 'main' },
    price: expect.objectContaining({ input: '0.15', output: '0.6', cache_read: '0.075' }),
    ...{ price_source: 'catalogue', price_date: '2026-09-23' },
    ...{ context: 128_000, max_output: 16_384, flags: [] },
    capabilities: ['tools', 'json_schema', 'vision', 'logprobs'],
  });
});

test('a name that was encoded is the same name', async () => {
  expect(await get('/main%2Fgpt-4o-mini')).toMatchObject({ id: 'main/gpt-4o-mini' });
});

test('a bare name that one provider alone offers is the same model', async () => {
  expect(await get('/gpt-4o-mini')).toEqual(await get('/main/gpt-4o-mini'));
});

test.each([
  ['/small', 'say which: vendor/small, main/small'],
  ['/lagre', 'did you mean vendor/large'],
  ['/nestde', 'did you mean nested'],
  ['/vendor/large:floor', 'did you mean vendor/large'],
])('%s is no model of one provider, and the answer says more', async (path, words) => {
  expect(await get(path)).toMatchObject({
    error: { code: 'model_not_found', param: 'model', message: expect.stringContaining(words) },
  });
});

test.each(['/v1/models/%E0%A4%A', '/v1/requests/%E0%A4%A', '/api/v1/requests/%E0%A4%A'])(
  'a path that cannot be decoded is refused in the words of every other error: %s',
  async (path) => {
    const answer = await fetch(`${plane.url}${path}`, { headers: { 'x-api-key': KEY } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-wb-request-id')).toMatch(/^req_/);
    expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request', param: null } });
  },
);

test('an id that is longer than any is not found', async () => {
  const url = `${plane.url}/v1/requests/${'a'.repeat(200)}`;
  const answer = await fetch(url, { headers: { 'x-api-key': KEY } });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
});

test('a route shows what holds whichever target serves', async () => {
  expect(await get('/both')).toMatchObject({
    ...{ strategy: 'priority', targets: ['vendor/small', 'vendor/large'] },
    price: { input: '2', output: '5' },
    ...{ context: 4_000, capabilities: ['tools'], owned_by: 'weighbridge' },
  });
  expect(await get('/nested')).toMatchObject({
    targets: ['vendor/small', 'vendor/large', 'main/gpt-4o-mini'],
  });
});

test('what is unknown of one target is unknown of the route', async () => {
  expect(await get('/doubtful')).toMatchObject({
    ...{ price: null, price_source: null, context: null, capabilities: null },
    flags: ['unknown_price'],
  });
});

test('the list shows each as it is shown alone', async () => {
  const { object, data } = (await get('')) as { object: string; data: { id: string }[] };
  expect(object).toBe('list');
  const ids = data.map(({ id }) => id);
  expect(ids).toEqual([
    ...['both', 'nested', 'doubtful'],
    ...['vendor/small', 'vendor/large', 'vendor/unpriced', 'main/gpt-4o-mini', 'main/small'],
  ]);
  expect(data[0]).toEqual(await get('/both'));
});
