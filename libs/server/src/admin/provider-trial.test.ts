import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureFirstStart } from '@weighbridge/govern/bootstrap/ensure-first-start';
import {
  startFakeVendor,
  type FakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { openTestAdminApi, type TestAdminApi } from './admin-api.fixture.js';

describe('POST /api/v1/providers/{id}/test', () => {
  let api: TestAdminApi;
  let vendor: FakeVendor;
  const body = (more: object = {}) => ({
    ...{ id: 'main', type: 'openai-compatible', base_url: `${vendor.url}/v1` },
    ...{ allow_private_network: true, api_key: 'canary-upstream-key', ...more },
  });

  beforeAll(async () => {
    vendor = await startFakeVendor();
    api = await openTestAdminApi();
    await ensureFirstStart(api.govern);
    await api.call('POST', 'providers', { body: body() });
  }, 60_000);
  afterAll(async () => {
    await api.close();
    await vendor.close();
  });

  test('calls the provider with its key and tells what came back', async () => {
    vendor.script('*', { body: { data: [{ id: 'm' }] } });
    const told = await api.call('POST', 'providers/main/test');
    expect(told.status).toBe(200);
    expect(told.json).toMatchObject({ ok: true, latency_ms: expect.any(Number) });
    expect(vendor.calls[0]!.headers.authorization).toBe('Bearer canary-upstream-key');
    expect(told.text).not.toContain('canary');
  });

  test('a refused key is an answer in words, not an error of the API', async () => {
    vendor.script('*', { status: 401, body: { error: { message: 'canary-upstream-key is bad' } } });
    const told = await api.call('POST', 'providers/main/test');
    expect(told).toMatchObject({ status: 200, json: { ok: false } });
    expect(told.text).toContain('the key is refused');
    expect(told.text).not.toContain('canary');
  });

  test('a provider of a workspace is tried as its own', async () => {
    await api.call('POST', 'providers?workspace=default', { body: body({ api_key: 'own-key' }) });
    vendor.reset();
    await api.call('POST', 'providers/main/test?workspace=default');
    expect(vendor.calls[0]!.headers.authorization).toBe('Bearer own-key');
  });

  test.each([
    ['an unknown one', 'providers/nothing/test', 404],
    ['another workspace', 'providers/main/test?workspace=nowhere', 404],
  ])('%s is not found', async (_name, path, status) => {
    expect((await api.call('POST', path)).status).toBe(status);
  });

  test('whoever does not sign in calls nobody', async () => {
    vendor.reset();
    expect((await api.call('POST', 'providers/main/test', { as: {} })).status).toBe(401);
    expect(vendor.calls).toHaveLength(0);
  });

  test('a setting that the vendor has no use for is refused by name', async () => {
    const refused = await api.call('POST', 'providers', {
      body: body({ id: 'odd', api_version: '2024-10-21' }),
    });
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({ param: 'api_version' });
    const lacking = await api.call('POST', 'providers', {
      body: { id: 'google', type: 'vertex', api_key: 'token' },
    });
    expect(lacking.json.error).toMatchObject({ param: 'project' });
  });
});
