import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import { hashKey } from '@weighbridge/govern/keys/hash-key';
import { loadSnapshotSource } from '@weighbridge/stores/postgres/load-snapshot-source';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';

type Faulty = [string, string, object | undefined, number, string, string | null, string];

const NOT_BUILDING = 'its target names no provider';

describe('the admin API', () => {
  let api: TestAdminApi;
  const snapshot = () => loadSnapshotSource(api.govern.dataSource, api.govern.vault);
  beforeAll(async () => {
    api = await openTestAdminApi({
      checkSnapshot: ({ routes }) =>
        routes
          .filter(({ config }) => config.id === 'broken')
          .map(() => ({ field: 'routes.broken', message: NOT_BUILDING })),
    });
    await ensureFirstStart(api.govern);
  }, 60_000);
  afterAll(() => api.close());

  test('a key is made, shown once, rotated and revoked', async () => {
    const body = { name: 'backend', budget: { limit: '1', period: 'day' }, limits: { rpm: 5 } };
    const made = await api.call('POST', 'keys', { body });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ name: 'backend', workspace: 'default', kind: 'secret' });
    const { id, key } = made.json;
    const hashes = async () => (await snapshot()).keys.map(({ hash }) => hash);
    expect(await hashes()).toContain(hashKey(api.govern.pepper, key));
    const read = await api.call('GET', `keys/${id}`);
    expect(read.json).not.toHaveProperty('key');
    expect(read.json).toMatchObject({ budget: { limit: '1', period: 'day', mode: 'normal' } });
    const rotated = await api.call('POST', `keys/${id}/rotate`);
    expect(await hashes()).not.toContain(hashKey(api.govern.pepper, key));
    expect(await hashes()).toContain(hashKey(api.govern.pepper, rotated.json.key));
    expect((await api.call('DELETE', `keys/${id}`)).status).toBe(204);
    expect(await hashes()).not.toContain(hashKey(api.govern.pepper, rotated.json.key));
  });

  test('the id of a deleted workspace is nobody else’s: its records are kept under it', async () => {
    await api.call('POST', 'organizations', { body: { id: 'former' } });
    const create = (organization: string) =>
      api.call('POST', 'workspaces', { body: { id: 'left', organization } });
    expect((await create('former')).status).toBe(201);
    expect((await api.call('DELETE', 'workspaces/left')).status).toBe(204);
    for (const organization of ['former', 'default']) {
      const { status, json } = await create(organization);
      expect([status, json.error.code, json.error.param]).toEqual([409, 'conflict', 'id']);
    }
  });

  test('a list is read page by page', async () => {
    for (const id of ['a', 'b', 'c']) await api.call('POST', 'teams', { body: { id } });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await api.call('GET', `teams?workspace=default&limit=2${cursor}`);
      const { data, next_cursor } = page.json;
      seen.push(...data.map(({ id }) => id));
      cursor = next_cursor ? `&cursor=${next_cursor}` : '';
    } while (cursor);
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  test('a provider never shows its secrets, and a new origin needs them anew', async () => {
    const body = {
      ...{ id: 'main', type: 'openai-compatible', base_url: 'https://one.example/v1' },
      ...{ api_key: 'canary-upstream-key', headers: { 'x-extra': 'canary-header' } },
      models: [{ id: 'm' }],
    };
    const made = await api.call('POST', 'providers', { body });
    expect(made.status).toBe(201);
    expect(made.text).not.toContain('canary');
    expect(made.json).toMatchObject({ api_key_count: 1, header_names: ['x-extra'] });
    const moved = { base_url: 'https://two.example/v1' };
    const refused = await api.call('PATCH', 'providers/main', { body: moved });
    expect(refused.json).toMatchObject({ error: { code: 'invalid_request', param: 'api_key' } });
    const samePlace = { base_url: 'https://one.example/v2' };
    expect((await api.call('PATCH', 'providers/main', { body: samePlace })).status).toBe(200);
    const anew = { ...moved, api_key: 'another-key', headers: null };
    expect((await api.call('PATCH', 'providers/main', { body: anew })).status).toBe(200);
    const [provider] = (await snapshot()).providers;
    expect(provider).toMatchObject({ apiKeys: ['another-key'], headers: {} });
    const models = await api.call('GET', 'models');
    expect(models.json.data[0]).toMatchObject({ id: 'main/m', provider: 'main' });
    const log = await api.call('GET', 'audit_log');
    expect(log.text).toContain('providers.update');
    expect(log.text).not.toContain('canary');
    expect(log.text).not.toContain('another-key');
  });

  test.each<Faulty>([
    ['POST', 'keys', { nmae: 'x' }, 400, 'invalid_request', 'nmae', 'did you mean name?'],
    ['POST', 'keys', { name: 5 }, 400, 'invalid_request', 'name', 'must be text'],
    ['POST', 'keys', {}, 400, 'invalid_request', 'name', 'required'],
    [
      'POST',
      'routes',
      { id: 'r', strategy: 'prioirty' },
      400,
      'invalid_request',
      'strategy',
      'one of',
    ],
    [
      ...(['PATCH', 'keys/k', { budget: { limt: '1' } }, 400, 'invalid_request'] as const),
      ...(['budget.limt', 'did you mean limit?'] as const),
    ],
    ['GET', 'keys?limit=0', undefined, 400, 'invalid_request', 'limit', 'at least 1'],
    ['GET', 'keys?cursor=nonsense', undefined, 400, 'invalid_request', 'cursor', 'next_cursor'],
    ['GET', 'keys/%00', undefined, 400, 'invalid_request', 'id', 'U+0000'],
    ['GET', 'keys?workspace=a%00', undefined, 400, 'invalid_request', 'workspace', 'U+0000'],
    ['POST', 'workspaces', { name: 'a\0b' }, 400, 'invalid_request', 'name', 'U+0000'],
    ['POST', 'keys', { limits: { 'a\0': [] } }, 400, 'invalid_request', 'limits', 'U+0000'],
    [
      'GET',
      `keys?cursor=${Buffer.from('["a","\\u0000"]').toString('base64url')}`,
      ...([undefined, 400, 'invalid_request', 'cursor', 'next_cursor'] as const),
    ],
    ['GET', 'keys/none', undefined, 404, 'not_found', null, '"none"'],
    ['GET', 'nothing-like-this', undefined, 404, 'not_found', null, 'nothing at this path'],
    ['GET', 'datasets/x', undefined, 501, 'not_implemented', null, 'not have'],
    ['POST', 'organizations', { id: 'default' }, 409, 'conflict', null, 'exists'],
    ['DELETE', 'organizations/default', undefined, 409, 'conflict', null, 'in the way'],
  ])('%s %s with %j is answered %i %s, naming the fault', async (...given) => {
    const [method, path, body, status, code, param, words] = given;
    const answer = await api.call(method, path, { body });
    expect(answer.status).toBe(status);
    expect(answer.json.error).toMatchObject({ code, param });
    expect(answer.json.error.message).toContain(words);
    expect(api.unexpected).toEqual([]);
  });

  test('a private address is refused until the instance owner allows it', async () => {
    const body = { id: 'inside', type: 'openai-compatible', base_url: 'http://127.0.0.1:9/v1' };
    const refused = await api.call('POST', 'providers', { body });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ param: 'base_url' });
    const allowed = { ...body, allow_private_network: true };
    expect((await api.call('POST', 'providers', { body: allowed })).status).toBe(201);
    const moved = { base_url: 'http://10.0.0.1/v1', allow_private_network: false };
    expect((await api.call('PATCH', 'providers/inside', { body: moved })).status).toBe(400);
    expect((await api.call('DELETE', 'providers/inside')).status).toBe(204);
  });

  test('what the configuration file refuses of a route is refused here', async () => {
    const post = (body: object) => api.call('POST', 'routes', { body });
    const patch = (body: object) => api.call('PATCH', 'routes/r2', { body });
    const refused = (param: string, message: string) => ({
      status: 400,
      json: { error: { code: 'invalid_request', param, message: `${param} ${message}` } },
    });
    const needsTarget = refused('targets', 'strategy priority needs at least one target');
    const target = { model: 'x/y' };
    expect(await post({ id: 'r2' })).toMatchObject(needsTarget);
    expect(await post({ id: 'r2', targets: [] })).toMatchObject(needsTarget);
    const weightless = { strategy: 'weighted', targets: [{ ...target, weight: 0 }] };
    const needsWeight = refused('targets', 'at least one weight must be above 0');
    expect(await post({ id: 'q1', ...weightless })).toMatchObject(needsWeight);
    expect(await post({ id: 'r2', targets: [target] })).toMatchObject({ status: 201 });
    expect(await patch({ targets: null })).toMatchObject(needsTarget);
    expect(await patch({ strategy: 'category' })).toMatchObject(
      refused('categories', 'strategy category needs categories'),
    );
    expect(await patch({ retry: { base_ms: 9, max_ms: 8 } })).toMatchObject(
      refused('retry.base_ms', 'is longer than max_ms'),
    );
    expect(await patch({ targets: [target, target] })).toMatchObject(
      refused('targets[1].model', 'this route already has this target'),
    );
    expect(await patch(weightless)).toMatchObject(needsWeight);
    expect((await api.call('DELETE', 'routes/r2')).status).toBe(204);
  });

  test('what the configuration file refuses of a provider is refused here', async () => {
    const repeated = { models: [{ id: 'a' }, { id: 'a' }] };
    const refused = {
      status: 400,
      json: {
        error: {
          param: 'models[1].id',
          message: 'models[1].id this provider already lists a model of this name',
        },
      },
    };
    const provider = { id: 'twice', type: 'openai', api_key: 'k' };
    const post = (body: object) => api.call('POST', 'providers', { body });
    const patch = (body: object) => api.call('PATCH', 'providers/twice', { body });
    expect(await post({ ...provider, ...repeated })).toMatchObject(refused);
    expect(await post(provider)).toMatchObject({ status: 201 });
    expect(await patch(repeated)).toMatchObject(refused);
    expect(await patch({ headers: { Host: 'x' } })).toMatchObject({
      status: 400,
      json: { error: { param: 'headers.Host' } },
    });
    expect(await patch({ headers: null, api_key: null })).toMatchObject({ status: 200 });
    expect((await api.call('DELETE', 'providers/twice')).status).toBe(204);
  });

  test('a change that nodes could not build is refused and leaves nothing', async () => {
    const body = { id: 'broken', targets: [{ model: 'nowhere/m' }] };
    const refused = await api.call('POST', 'routes', { body });
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({
      error: { param: 'routes.broken', message: NOT_BUILDING },
    });
    expect((await snapshot()).routes).toEqual([]);
  });
});
