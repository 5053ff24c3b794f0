import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Provider } from '@weighbridge/contracts/config/provider';
import {
  startFakeVendor,
  type FakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { createOutboundClient, type OutboundClient } from '../outbound/outbound-client.js';
import { AccessTokens } from '../providers/access-tokens.js';
import { findAdapter } from '../providers/registry.js';
import { buildProvider } from '../routing/build-provider.js';
import { tryProvider } from './try-provider.js';

const KEY = 'sk-canary-abcdefgh';
const NO_FACTS = { price: null, context: null, maxOutput: null, capabilities: null };

describe('trying a provider out', () => {
  let vendor: FakeVendor;
  let outbound: OutboundClient;

  const trial = (config: Partial<Provider>, apiKeys: string[] = [KEY]) =>
    tryProvider(
      { outbound, tokens: new AccessTokens(Date.now), now: Date.now },
      buildProvider(
        {
          workspaceId: null,
          config: {
            id: 'p',
            type: 'openai-compatible',
            base_url: `${vendor.url}/v1`,
            allow_private_network: true,
            ...config,
          },
          apiKeys,
          headers: {},
        },
        {
          findAdapter: (type) => findAdapter(type) ?? undefined,
          findModelFacts: () => NO_FACTS,
          listModelIds: () => [],
        },
      ),
    );
  const models = (...ids: string[]) => ({ body: { data: ids.map((id) => ({ id })) } });

  beforeAll(async () => {
    vendor = await startFakeVendor();
    outbound = createOutboundClient();
  });
  beforeEach(() => vendor.reset());
  afterAll(async () => {
    await outbound.closeAll();
    await vendor.close();
  });

  test('with a key that works it says how long it took and what was asked', async () => {
    vendor.script('*', models('a', 'b'));
    const told = await trial({});
    expect(told).toEqual({
      ok: true,
      message: 'it answers, accepts the key and lists 2 models',
      latency_ms: expect.any(Number),
      checked: [
        expect.stringMatching(/^GET http:\/\/127\.0\.0\.1:\d+\/v1\/models: 200 after \d+ ms$/),
      ],
    });
    expect(vendor.calls[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test('a declared model that the vendor does not list is named', async () => {
    vendor.script('*', models('a'));
    const told = await trial({ models: [{ id: 'a' }, { id: 'gpt-5-mni' }] });
    expect(told).toMatchObject({ ok: true, message: expect.stringContaining('not "gpt-5-mni"') });
  });

  test.each<[number, object, string]>([
    [401, {}, 'the key is refused'],
    [402, {}, 'no money left'],
    [403, {}, 'may not do this'],
    [404, {}, 'check base_url'],
    [429, {}, 'rate limit or quota'],
    [500, {}, 'the provider itself fails'],
    [302, { headers: { location: 'https://elsewhere.example' } }, 'sends elsewhere'],
    [200, { body: '<html>' }, 'not with a list of models'],
    [200, { body: { data: [] } }, 'offers no model'],
  ])('an answer of %i %j means: %s', async (status, script, words) => {
    vendor.script('*', { status, body: { error: { message: KEY } }, ...script });
    const told = await trial({});
    expect(told).toMatchObject({ ok: false, message: expect.stringContaining(words) });
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  test('without a list of models one token is asked of a declared model', async () => {
    vendor.script('*', ({ method }) => (method === 'GET' ? { status: 404 } : {}));
    const told = await trial({ models: [{ id: 'm' }] });
    expect(told).toMatchObject({ ok: true, message: 'it accepts the key, and m answers' });
    expect(told.checked).toHaveLength(2);
    expect(vendor.calls[1]!.body).toMatchObject({ model: 'm', max_tokens: 1 });
  });

  test('each of several keys is tried, and the dead one is named', async () => {
    vendor.script('*', ({ headers }) =>
      headers.authorization === 'Bearer two' ? { status: 401 } : models('a'),
    );
    const told = await trial({}, ['one', 'two', 'three']);
    expect(told).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^key 2: the key is refused.*2 of 3 keys work/),
    });
    expect(told.checked).toHaveLength(3);
  });

  test('what nobody can reach is explained, and asked of once', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const told = await trial({ base_url: `http://127.0.0.1:${port}/v1` }, ['a', 'b']);
    expect(told).toMatchObject({
      ok: false,
      latency_ms: null,
      message: expect.stringContaining('connection refused'),
    });
    expect(told.checked).toHaveLength(1);
  });

  test.each([
    ['a name that does not exist', { base_url: 'https://nowhere.invalid/v1' }, 'does not resolve'],
    [
      'a private address without permission',
      { allow_private_network: false },
      'allow_private_network: true',
    ],
  ])('%s is explained', async (_name, config, words) => {
    expect(await trial(config)).toMatchObject({
      ok: false,
      message: expect.stringContaining(words),
    });
  });

  test('silence is not waited for longer than the provider allows', async () => {
    vendor.script('*', { hang: 'before-headers' });
    const told = await trial({ timeouts: { total_ms: 300 } });
    expect(told).toMatchObject({ ok: false, message: expect.stringContaining('timeout') });
  });

  test('https where only http is spoken is a matter of TLS', async () => {
    const told = await trial({ base_url: `${vendor.url.replace('http:', 'https:')}/v1` });
    expect(told).toMatchObject({ ok: false, message: expect.stringContaining('TLS') });
  });

  test('a vendor whose list tells nothing about the key is asked for one token', async () => {
    expect((await trial({ type: 'nvidia', models: [{ id: 'm' }] })).ok).toBe(true);
    expect((await trial({ type: 'perplexity' })).ok).toBe(true);
    expect(vendor.calls.map(({ method, model }) => `${method} ${model}`)).toEqual([
      'POST m',
      'POST sonar',
    ]);
  });

  test('without any model known there is nothing to ask', async () => {
    vendor.script('*', { status: 404 });
    expect(await trial({})).toMatchObject({
      ok: false,
      message: expect.stringContaining('check base_url and models'),
    });
  });
});
