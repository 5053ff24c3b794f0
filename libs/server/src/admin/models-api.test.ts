import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ListOf } from '@weighbridge/contracts/resources/envelope';
import type { ModelView } from '@weighbridge/contracts/resources/model';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';

describe('the models API', () => {
  let api: TestAdminApi;
  beforeAll(async () => {
    api = await openTestAdminApi();
    const provider = (body: object) => api.call('POST', 'providers', { body });
    await provider({
      ...{ id: 'main', type: 'openai', api_key: 'a-key-of-main' },
      models: [
        { id: 'gpt-4o-mini', price: { input: '0.2', output: '0.5' } },
        { id: 'gpt-4o' },
        { id: 'my-own-model', context: 5000 },
      ],
    });
  }, 60_000);
  afterAll(() => api.close());
  const page = async (query: string) =>
    (await api.call('GET', `models?${query}`)).json as unknown as ListOf<ModelView>;
  const one = async (id: string) =>
    (await api.call('GET', `models/${id}`)).json as unknown as ModelView;

  test('what providers offer comes first, the whole catalogue after it, every row once', async () => {
    const seen: ModelView[] = [];
    let cursor = '';
    do {
      const { data, next_cursor } = await page(`limit=500${cursor}`);
      seen.push(...data);
      cursor = next_cursor ? `&cursor=${next_cursor}` : '';
    } while (cursor);
    expect(seen.slice(0, 4).map(({ id, available }) => [id, available])).toEqual([
      ['main/gpt-4o', true],
      ['main/gpt-4o-mini', true],
      ['main/my-own-model', true],
      ['anthropic/claude-2', false],
    ]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.filter(({ price }) => price !== null).length).toBeGreaterThan(1_600);
  });

  test('a price is in USD per million tokens, with its source and date', async () => {
    const known = await one('main/gpt-4o');
    expect(known).toEqual({
      ...{ id: 'main/gpt-4o', provider: 'main', model: 'gpt-4o', workspace: null },
      available: true,
      price: {
        ...{ input: '2.5', output: '10', cache_read: '1.25' },
        units: { web_search: '0.01', storage_search: '0.0025' },
        batch: { input: '1.25', output: '5' },
      },
      ...{ price_source: 'catalogue', price_date: '2026-09-23' },
      ...{ context: 128_000, max_output: 16_384, flags: [] },
      capabilities: ['tools', 'json_schema', 'vision', 'logprobs'],
    });
  });

  test("the operator's price wins as a whole", async () => {
    const own = await one('main%2Fgpt-4o-mini');
    expect(own).toMatchObject({
      price: { input: '0.2', output: '0.5' },
      ...{ price_source: 'operator', price_date: null, context: 128_000 },
    });
    expect(own.price).not.toHaveProperty('cache_read');
  });

  test('an unknown price is unknown, not zero', async () => {
    const unknown = await one('main/my-own-model');
    expect(unknown).toMatchObject({
      ...{ price: null, price_source: null, price_date: null },
      ...{ context: 5000, flags: ['unknown_price'] },
    });
  });

  test('tiers and pieces are shown', async () => {
    const tiered = await one('anthropic/claude-sonnet-4-5');
    expect(tiered.price).toMatchObject({
      ...{ input: '3', cache_write: '3.75', cache_write_1h: '6' },
      units: { web_search: '0.01' },
      tiers: [{ above: 200_000, tokens: { input: '6', output: '22.5' } }],
    });
  });

  test.each([
    ['q=GPT-4O-mini&provider=main', ['main/gpt-4o-mini']],
    ['provider=main&capability=logprobs', ['main/gpt-4o', 'main/gpt-4o-mini']],
    ['q=gpt-4o&available=true&limit=1', ['main/gpt-4o']],
    ['q=no-such-model-anywhere', []],
  ])('?%s finds %j', async (query, ids) => {
    const { data } = await page(query);
    expect(data.map(({ id }) => id)).toEqual(ids);
  });

  test('a vendor without a type of its own is searched like any other', async () => {
    const { data } = await page('provider=moonshotai&available=false&q=kimi-k2.6');
    expect(data[0]).toMatchObject({
      ...{ provider: 'moonshotai', model: 'kimi-k2.6' },
      price: { input: expect.stringMatching(/^\d/) },
    });
  });

  test.each([
    ['models/main/no-such-model', 404, 'not_found'],
    ['models?capability=telepathy', 400, 'invalid_request'],
    ['models?cursor=nonsense', 400, 'invalid_request'],
  ])('%s is answered with %s', async (path, status, code) => {
    expect(await api.call('GET', path)).toMatchObject({ status, json: { error: { code } } });
  });

  describe('changing what a provider declares', () => {
    const send = (method: string, path: string, body?: object) => api.call(method, path, { body });

    test('a model is added, priced anew and taken away', async () => {
      const added = { provider: 'main', model: 'org/new', price: { input: '1', output: '2' } };
      const made = await send('POST', 'models', added);
      expect(made).toMatchObject({
        status: 201,
        json: { id: 'main/org/new', price: { input: '1' }, price_source: 'operator' },
      });
      expect(await send('POST', 'models', added)).toMatchObject({
        ...{ status: 409, json: { error: { code: 'conflict' } } },
      });
      const price = { input: '3', output: '4', cache_read: '0.3' };
      expect(await send('PATCH', 'models/main/org/new', { price, context: 9000 })).toMatchObject({
        ...{ status: 200, json: { price, context: 9000 } },
      });
      const cleared = await send('PATCH', 'models/main/org/new', { price: null });
      expect(cleared.json).toMatchObject({ price: null, context: 9000, flags: ['unknown_price'] });
      expect((await send('DELETE', 'models/main/org/new')).status).toBe(204);
      expect((await send('DELETE', 'models/main/org/new')).status).toBe(404);
      expect((await api.call('GET', 'audit_log')).text).toContain('providers.update');
    });

    test.each<[string, string, object, number, string | null]>([
      ['POST', 'models', {}, 400, 'provider'],
      ['POST', 'models', { provider: 'main', model: 'x', price: { input: 1 } }, 400, 'price.input'],
      ['POST', 'models', { provider: 'no-such', model: 'x' }, 404, null],
      ['PATCH', 'models/main/no-such', { context: 5 }, 404, null],
      ['PATCH', 'models/main/gpt-4o', { contxt: 5 }, 400, 'contxt'],
      ['PATCH', 'models/no-slash', { context: 5 }, 404, null],
    ])('%s %s with %j is answered with %s', async (method, path, body, status, param) => {
      expect(await send(method, path, body)).toMatchObject({ status, json: { error: { param } } });
    });

    test('a provider of the whole catalogue is not confined to one model by accident', async () => {
      const whole = { id: 'whole', type: 'openai', api_key: 'a-key-of-whole' };
      expect((await send('POST', 'providers', whole)).status).toBe(201);
      const change = await send('PATCH', 'models/whole/gpt-4o', { price: { input: '1' } });
      expect(change).toMatchObject({ status: 400, json: { error: { param: 'models' } } });
      expect((await one('whole/gpt-4o')).price?.input).toBe('2.5');
    });
  });
});
