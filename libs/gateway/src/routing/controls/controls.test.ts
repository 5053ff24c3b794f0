import { describe, expect, test } from '@jest/globals';
import type { RouteRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { JsonObject } from '../../dialects/json/json.js';
import { MeasuredTarget } from '../health/target-figures.js';
import { type PlanInputs, planRequest } from '../plan.js';
import { resolveDemand } from '../resolve-demand.js';
import { idsOf, inputsFor, keyOf, keyRow, providerRow, routeRow } from '../snapshot.fixture.js';
import { readRoutingControls } from './read-routing-controls.js';

const PRICES = { a: '3', b: '1', c: '2' };
const PROVIDERS = Object.entries(PRICES).map(([id, price]) =>
  providerRow(id, [{ id: 'm', price: { input: price, output: price } }], { zdr: id === 'c' }),
);

function planFor(
  wishes: JsonObject,
  more: Partial<PlanInputs> = {},
  route: Partial<RouteRow['config']> = {},
  allowedModels: string[] | null = null,
): string[] {
  const key = keyOf({
    providers: [...PROVIDERS, providerRow('spare', [{ id: 'x' }])],
    routes: [routeRow('r', ['a/m', 'b/m', 'c/m'], route)],
    keys: [keyRow('acme', { allowedModels })],
  });
  const body: JsonObject = { model: 'r', ...wishes };
  const model = body.model as string;
  const demand = resolveDemand(key.resolveModel, model, readRoutingControls(body));
  return idsOf(planRequest({ ...inputsFor(key, 'r'), ...demand, ...more }));
}

describe('what a caller asks of providers', () => {
  const CASES: [string, JsonObject, string[]][] = [
    ['order puts the named first', { order: ['c', 'b'] }, ['c/m', 'b/m', 'a/m']],
    ['only keeps the named', { only: ['b', 'c'] }, ['b/m', 'c/m']],
    ['names may be types', { only: ['OpenAI-Compatible'] }, ['a/m', 'b/m', 'c/m']],
    ['ignore drops the named', { ignore: ['a'] }, ['b/m', 'c/m']],
    ['without fallbacks the first stays', { allow_fallbacks: false }, ['a/m']],
    ['or what is ordered', { order: ['c', 'a'], allow_fallbacks: false }, ['c/m', 'a/m']],
    ['sort by price', { sort: 'price' }, ['b/m', 'c/m', 'a/m']],
    ['sort as an object', { sort: { by: 'price', partition: 'model' } }, ['b/m', 'c/m', 'a/m']],
    ['a price cap', { max_price: { prompt: 2, completion: '2.5' } }, ['b/m', 'c/m']],
    ['zero retention', { zdr: true }, ['c/m']],
    ['no collection of data', { data_collection: 'deny' }, ['c/m']],
    ['nothing in particular', { data_collection: 'allow', zdr: false }, ['a/m', 'b/m', 'c/m']],
  ];

  test.each(CASES)('%s', (_name, provider, ids) => {
    expect(planFor({ provider })).toEqual(ids);
  });

  test('a price cap on the request drops whatever charges more beside its tokens', () => {
    const fees = { free: undefined, cheap: '0.01', dear: '0.02' };
    const key = keyOf({
      providers: [
        ...Object.entries(fees).map(([id, request]) =>
          providerRow(id, [{ id: 'm', price: { input: '1', output: '1', request } }]),
        ),
        providerRow('unpriced', [{ id: 'm' }]),
      ],
      routes: [routeRow('r', ['dear/m', 'cheap/m', 'unpriced/m', 'free/m'])],
    });
    const capped = (cap: JsonObject) => {
      const { preferences } = readRoutingControls({ provider: { max_price: cap } });
      return planRequest({ ...inputsFor(key, 'r'), preferences });
    };
    expect(idsOf(capped({ request: '0.01' }))).toEqual(['cheap/m', 'free/m']);
    expect(idsOf(capped({ request: 0 }))).toEqual(['free/m']);
    expect(idsOf(capped({ image: 0 }))).toHaveLength(4);
    expect(capped({ request: 0 }).candidates.map(({ dropped }) => dropped)).toEqual([
      ...['price_cap', 'price_cap', 'price_cap', null],
    ]);
  });

  test('latency and throughput are preferred, not demanded', () => {
    const slow = new MeasuredTarget();
    const answer = { inputTokens: 1, cachedTokens: 0, outputTokens: 100 };
    for (let count = 0; count < 10; count++)
      slow.noteAnswer(count, { ...answer, totalMs: 12_000, firstTokenMs: 2_000 });
    const live = {
      figuresOf: ({ id }: { id: string }) => (id === 'a/m' ? slow : new MeasuredTarget()),
      quotaLeft: () => null,
    };
    const asking = (provider: JsonObject) => planFor({ provider }, { live })[2];
    expect(asking({ preferred_max_latency: 1 })).toBe('a/m');
    expect(asking({ preferred_max_latency: { p90: 3 } })).toBe('c/m');
    expect(asking({ preferred_min_throughput: 50 })).toBe('a/m');
    expect(asking({ preferred_min_throughput: { p50: 5 } })).toBe('c/m');
  });

  describe('nothing but the first choice', () => {
    const bound = { provider: { allow_fallbacks: false } };
    const blocking = (...ids: string[]): Partial<PlanInputs> => ({
      availability: {
        blockOf: ({ target }) =>
          ids.includes(target.id) ? { reason: 'breaker_open', retryAfterMs: 4_000 } : null,
      },
    });

    test('is not replaced while it is unavailable', () => {
      expect(() => planFor(bound, blocking('a/m'), { fallbacks: ['spare/x'] })).toThrow(
        expect.objectContaining({ code: 'no_target_available', retryAfterSeconds: 4 }),
      );
      expect(planFor(bound, blocking('b/m'))).toEqual(['a/m']);
    });

    test('is the first of those that can serve the request at all', () => {
      const capped = { provider: { ...bound.provider, max_price: { prompt: 2 } } };
      expect(planFor(capped, blocking('a/m'))).toEqual(['b/m']);
      expect(() => planFor(capped, blocking('b/m'))).toThrow(
        expect.objectContaining({ code: 'no_target_available' }),
      );
    });

    test('leaves the models the caller named for later, as far as they are available', () => {
      const wishes = { ...bound, models: ['spare/x', 'c/m'] };
      expect(planFor(wishes, blocking('a/m', 'spare/x'))).toEqual(['c/m']);
    });

    test('is among those ordered the first that is available', () => {
      const ordered = { provider: { ...bound.provider, order: ['a', 'c'] } };
      expect(planFor(ordered, blocking('a/m'))).toEqual(['c/m']);
    });
  });

  test('a parameter that a dialect has no word for excludes its targets only if required', () => {
    const providers = [...PROVIDERS, providerRow('claude', [{ id: 'm' }], { type: 'anthropic' })];
    const key = keyOf({ providers, routes: [routeRow('r', ['claude/m', 'a/m'])] });
    const ids = (required: boolean) => {
      const { preferences } = readRoutingControls({ provider: { require_parameters: required } });
      const needs = { body: { seed: 1, messages: [] } };
      return idsOf(planRequest({ ...inputsFor(key, 'r', { needs }), preferences }));
    };
    expect(ids(true)).toEqual(['a/m']);
    expect(ids(false)).toEqual(['claude/m', 'a/m']);
  });
});

describe('models asked for', () => {
  test('come after the fallbacks of the route, each once', () => {
    expect(
      planFor({ models: ['r', 'spare/x', 'b/m'] }, {}, { targets: [{ model: 'a/m' }] }),
    ).toEqual(['a/m', 'spare/x', 'b/m']);
    expect(
      planFor(
        { fallbacks: ['spare/x', { model: 'c/m' }] },
        {},
        { targets: [{ model: 'a/m' }], fallbacks: ['b/m'] },
      ),
    ).toEqual(['a/m', 'b/m', 'spare/x', 'c/m']);
  });

  test('are sorted together when no partition is wanted', () => {
    const provider = { sort: { by: 'price', partition: 'none' } };
    expect(planFor({ model: 'a/m', models: ['b/m', 'c/m'], provider })).toEqual([
      ...['b/m', 'c/m', 'a/m'],
    ]);
  });

  test('stay when providers may not fall back: they are another wish', () => {
    const provider = { allow_fallbacks: false };
    expect(planFor({ models: ['spare/x'], provider })).toEqual(['a/m', 'spare/x']);
  });

  test('a shortcut sorts', () => {
    expect(planFor({ model: 'r:floor' })).toEqual(['b/m', 'c/m', 'a/m']);
    expect(planFor({ model: 'r:nitro' })).toHaveLength(3);
  });

  test('a sorted route says so', () => {
    const key = keyOf({ providers: PROVIDERS, routes: [routeRow('r', ['a/m', 'b/m'])] });
    const strategyOf = (name: string) => planRequest(inputsFor(key, name)).strategy;
    expect([strategyOf('r'), strategyOf('r:floor')]).toEqual(['priority', 'price']);
  });

  test.each([
    ['only', { model: 'm', provider: { only: ['b'] } }, ['b/m']],
    ['ignore', { model: 'm', provider: { ignore: ['a', 'b'] } }, ['c/m']],
    ['order alone', { model: 'm', provider: { order: ['c'], allow_fallbacks: false } }, ['c/m']],
    ['a suffix', { model: 'm:floor', provider: { only: ['b'] } }, ['b/m']],
    [
      'a later model',
      { model: 'spare/x', models: ['m'], provider: { ignore: ['a', 'c'] } },
      [...['spare/x', 'b/m']],
    ],
  ])('may be a bare name that %s leaves to one provider', (_name, wishes, ids) => {
    expect(planFor(wishes as JsonObject)).toEqual(ids);
  });

  test.each<JsonObject>([{}, { only: ['a', 'b'] }, { only: ['spare'] }, { order: ['a'] }])(
    'a bare name that %j leaves to several or none is not found',
    (provider) => {
      expect(() => planFor({ model: 'm', provider })).toThrow(
        expect.objectContaining({ code: 'model_not_found' }),
      );
    },
  );

  test('a bare name is found only where the key may use what it means', () => {
    expect(() => planFor({ model: 'm', provider: { only: ['b'] } }, {}, {}, ['r', 'a/*'])).toThrow(
      expect.objectContaining({ code: 'model_not_allowed' }),
    );
  });

  test.each([
    [{ models: ['nobody/x'] }, { code: 'model_not_found', param: 'models[0]' }],
    [
      { fallbacks: ['a/m', { model: 'b/m' }] },
      { code: 'model_not_allowed', param: 'fallbacks[1].model' },
    ],
  ])('%j are checked like any other', (body, error) => {
    const allowed = 'models' in body ? null : ['r', 'a/*'];
    expect(() => planFor(body as JsonObject, {}, {}, allowed)).toThrow(
      expect.objectContaining(error),
    );
  });
});

test.each([
  [{ only: ['nobody'] }, { code: 'invalid_request', param: 'provider.only' }],
  [{ ignore: ['openai-compatible'] }, { code: 'invalid_request', param: 'provider.ignore' }],
  [{ max_price: { prompt: 0.5 } }, { code: 'invalid_request', param: 'provider.max_price' }],
  [
    { zdr: true, only: ['a'] },
    { code: 'zdr_violation', param: 'provider.zdr' },
  ],
])('provider %j leaves nobody, and the error names the field', (provider, error) => {
  const over = 'zdr' in provider ? { targets: [{ model: 'a/m' }] } : {};
  expect(() => planFor({ provider: provider as JsonObject }, {}, over)).toThrow(
    expect.objectContaining(error),
  );
});

test.each<[JsonObject, string]>([
  [{ models: 'a' }, 'models'],
  [{ models: ['a', 3] }, 'models[1]'],
  [{ models: Array<string>(17).fill('a') }, 'models'],
  [{ fallbacks: [{ model: 'a', messages: [] }] }, 'fallbacks[0].messages'],
  [{ fallbacks: [{}] }, 'fallbacks[0].model'],
  [{ provider: 'a' }, 'provider'],
  [{ provider: { ordr: ['a'] } }, 'provider.ordr'],
  [{ provider: { quantizations: ['fp8'] } }, 'provider.quantizations'],
  [{ provider: { order: 'a' } }, 'provider.order'],
  [{ provider: { only: [1] } }, 'provider.only'],
  [{ provider: { allow_fallbacks: 'no' } }, 'provider.allow_fallbacks'],
  [{ provider: { data_collection: 'maybe' } }, 'provider.data_collection'],
  [{ provider: { sort: 'quality' } }, 'provider.sort'],
  [{ provider: { sort: { by: 'quality' } } }, 'provider.sort.by'],
  [{ provider: { sort: { by: 'price', partition: 'all' } } }, 'provider.sort.partition'],
  [{ provider: { max_price: { prompt: -1 } } }, 'provider.max_price.prompt'],
  [{ provider: { max_price: { request: 'free' } } }, 'provider.max_price.request'],
  [{ provider: { max_price: { request: -0.1 } } }, 'provider.max_price.request'],
  [{ provider: { max_price: { image: [1] } } }, 'provider.max_price.image'],
  [{ provider: { max_price: { input: 1 } } }, 'provider.max_price.input'],
  [{ provider: { preferred_max_latency: 'fast' } }, 'provider.preferred_max_latency'],
  [{ provider: { preferred_min_throughput: { p95: 1 } } }, 'provider.preferred_min_throughput.p95'],
  [{ metadata: { tags: ['a', 1] } }, 'metadata.tags'],
  [{ metadata: { tags: 7 } }, 'metadata.tags'],
  [{ metadata: { tags: 'a, wb:eval' } }, 'metadata.tags'],
  [{ metadata: { tags: ['a', 'wb:eval'] } }, 'metadata.tags'],
])('%j is refused naming %s', (body, param) => {
  expect(() => readRoutingControls(body)).toThrow(expect.objectContaining({ status: 400, param }));
});

test('tags of the metadata are the gateway’s', () => {
  expect(readRoutingControls({ metadata: { tags: ['a', 'b'] } }).tags).toEqual(['a', 'b']);
  expect(readRoutingControls({ metadata: { tags: 'a, b,' } }).tags).toEqual(['a', 'b']);
  expect(readRoutingControls({ metadata: { tags: null, purpose: 'a' } }).tags).toEqual([]);
});
