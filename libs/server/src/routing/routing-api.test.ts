import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OutputHistory } from '@weighbridge/gateway/budgets/output-history';
import type { Gateway } from '@weighbridge/gateway/completion/gateway';
import { createMemoryCounters } from '@weighbridge/gateway/limits/memory-counters';
import { viewAvailability, viewLive } from '@weighbridge/gateway/routing/availability';
import { buildSnapshot } from '@weighbridge/gateway/routing/build-snapshot';
import { createHealth, isPermit } from '@weighbridge/gateway/routing/health/health';
import { listRouteTargets } from '@weighbridge/gateway/routing/list-route-targets';
import type { Snapshot } from '@weighbridge/gateway/routing/snapshot';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { systemClock } from '@weighbridge/kernel/clock';
import { loadSnapshotSource } from '@weighbridge/stores/postgres/load-snapshot-source';
import { openTestAdminApi, type TestAdminApi } from '../admin/admin-api.fixture.js';
import { VENDOR_KNOWLEDGE } from '../platform/vendor-knowledge.js';
import { RoutingModule } from './routing.module.js';

const health = createHealth(systemClock);
const counters = createMemoryCounters(systemClock);
/** As much of a gateway as these answers look at. */
const GATEWAY = {
  health,
  counters,
  history: new OutputHistory(),
  availability: viewAvailability(health, counters),
  live: viewLive(health, counters),
} as unknown as Gateway;

let api: TestAdminApi;
let snapshot: Snapshot;
let now = Date.now();
const keys: Record<string, string> = {};

beforeAll(async () => {
  const store: TestAdminApi['govern']['store'] = {
    read: (work) => api.govern.store.read(work),
    mutate: (origin, work) => api.govern.store.mutate(origin, work),
  };
  const routing = { store, snapshot: () => snapshot, gateway: GATEWAY, now: () => now };
  api = await openTestAdminApi({ furtherModules: [RoutingModule.register(routing)] });
  await ensureFirstStart(api.govern);
  const provider = (id: string, price: string) => ({
    ...{ id, type: 'openai-compatible', base_url: `https://${id}.test/v1`, api_key: 'k' },
    models: [{ id: 'm', price: { input: price, output: price } }],
  });
  for (const [path, body] of [
    ['providers', provider('dear', '9')],
    ['providers', provider('cheap', '1')],
    ['categories', { name: 'code', rules: [{ has_tools: true }] }],
    [
      'routes',
      {
        ...{ id: 'thrifty', strategy: 'price', breaker: { failures: 1 } },
        targets: [{ model: 'dear/m' }, { model: 'cheap/m' }],
      },
    ],
    [
      'routes',
      {
        ...{ id: 'front', strategy: 'category' },
        categories: [
          { name: 'code', route: 'thrifty' },
          { name: 'default', route: 'dear/m' },
        ],
      },
    ],
  ] as const)
    await api.call('POST', path, { body });
  const expires_at = new Date(now + 60_000).toISOString();
  for (const body of [
    { name: 'secret', pair: true },
    { name: 'short', expires_at },
  ])
    await api.call('POST', 'keys', { body });
  const made = (await api.call('GET', 'keys')).json.data as unknown as Record<string, string>[];
  for (const { id, name, kind } of made) keys[kind === 'public' ? kind : name!] = id!;
  const source = await loadSnapshotSource(api.govern.dataSource, api.govern.vault);
  const built = buildSnapshot(source, VENDOR_KNOWLEDGE);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  snapshot = built.snapshot;
}, 60_000);
afterAll(() => api.close());

const plan = async (body: object, headers: Record<string, string> = {}) =>
  (
    await api.call('POST', 'routing/plan', {
      body: {
        workspace: 'default',
        headers,
        body: { model: 'front', messages: [{ role: 'user', content: 'hi' }], ...body },
      },
    })
  ).json as Record<string, unknown>;

describe('POST /api/v1/routing/plan', () => {
  test('tells the category, the way, the order, and what the strategy made of each', async () => {
    const tools = [{ type: 'function', function: { name: 'f' } }];
    const answer = await plan({ tools });
    expect(answer).toMatchObject({
      ...{ route: 'front', strategy: 'category', category: 'code', decided_by: 'rule' },
      ...{ path: ['front', 'thrifty'], order: expect.arrayContaining(['cheap/m', 'dear/m']) },
      error: null,
    });
    const [first] = answer.order as string[];
    expect(first).toBe('cheap/m');
    const candidates = answer.candidates as { model: string; value: number | null }[];
    const valueOf = (model: string) => candidates.find((one) => one.model === model)!.value!;
    expect(valueOf('dear/m')).toBe(9 * valueOf('cheap/m'));
  });

  test('heeds headers in any case, and the controls of the body', async () => {
    const named = await plan({}, { 'X-WB-Category': 'code' });
    expect(named).toMatchObject({ category: 'code', decided_by: 'header' });
    const chosen = await plan({ model: 'thrifty', provider: { order: ['dear'] } });
    expect((chosen.order as string[])[0]).toBe('dear/m');
    const refused = await plan({ model: 'thrifty', models: ['nobody/m'] });
    expect(refused.error).toMatchObject({ code: 'model_not_found' });
  });
});

describe('who would ask', () => {
  const request = { model: 'thrifty', messages: [{ role: 'user', content: 'hi' }] };
  const ask = (asker: object, as?: Record<string, string>) =>
    api.call('POST', 'routing/plan', { body: { ...asker, body: request }, as });
  const planOf = async (name: string) => (await ask({ key_id: keys[name] })).json;

  test('a key that would be refused is told so, one that would be served is not', async () => {
    expect(await planOf('secret')).toMatchObject({ error: null });
    expect(await planOf('public')).toMatchObject({ error: { status: 403, code: 'forbidden' } });
    expect(await planOf('short')).toMatchObject({ error: null });
    now += 120_000;
    expect(await planOf('short')).toMatchObject({
      error: { status: 401, code: 'invalid_api_key', message: expect.stringMatching(/expired/) },
      reasons: expect.arrayContaining([expect.stringMatching(/expired/)]),
    });
  });

  test('without a name it is the only workspace there is, for the health of a route too', async () => {
    expect((await ask({})).json).toMatchObject({ route: 'thrifty', error: null });
    expect((await api.call('GET', 'routes/front/health')).json).toMatchObject({ route: 'front' });
  });
});

describe('GET /api/v1/routes/{id}/health', () => {
  const ask = (id: string, workspace = 'default') =>
    api.call('GET', `routes/${id}/health?workspace=${workspace}`);

  test('shows how each target stands: breaker, load, pace', async () => {
    const { resolveModel } = snapshot.workspaces.get('default')!;
    const routed = listRouteTargets(resolveModel('thrifty')).map((listed) => listed.routed);
    const begin = (model: string) => {
      const permit = health.begin(routed.find(({ target }) => target.id === model)!);
      if (!isPermit(permit)) throw new Error(permit.reason);
      return permit;
    };
    begin('dear/m').end('failure');
    begin('cheap/m').end('success', {
      ...{ totalMs: 1_100, firstTokenMs: 100, inputTokens: 5, cachedTokens: 0, outputTokens: 50 },
    });
    begin('cheap/m');
    const { json } = await ask('front');
    expect(json).toMatchObject({ route: 'front', measured: true });
    const { targets } = json as unknown as { targets: { model: string; via: string | null }[] };
    expect(targets.find(({ model, via }) => model === 'dear/m' && via === 'thrifty')).toMatchObject(
      { breaker: 'open', blocked_by: 'breaker_open', success_rate: 0, in_flight: 0 },
    );
    expect(targets.find(({ model }) => model === 'cheap/m')).toMatchObject({
      ...{ breaker: 'closed', blocked_by: null, in_flight: 1, samples: 1 },
      ...{ first_token_ms: 100, tokens_per_second: 50, quota_left: null },
    });
  });

  test('knows no route that is none, and no workspace that is none', async () => {
    expect((await ask('dear/m')).status).toBe(404);
    expect((await ask('nobody')).status).toBe(404);
    expect((await ask('front', 'elsewhere')).status).toBe(404);
    await api.call('POST', 'workspaces', { body: { id: 'second' } });
    expect((await api.call('GET', 'routes/front/health')).status).toBe(400);
  });
});
