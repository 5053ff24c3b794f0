import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type FakeVendor,
  startFakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

/** A provider with three keys, of which some are dead, behind the real request path. */
describe('several keys of one provider', () => {
  let vendor: FakeVendor;
  let plane: TestPlane;

  /** Answers by the key that was sent; a key without a status is alive. */
  const startWith = async (statusOf: Record<string, number>) => {
    vendor.script('*', ({ headers }) => {
      const status = statusOf[headers.authorization?.replace('Bearer sk-', '') ?? ''];
      return status === undefined ? {} : { status, body: { error: { message: 'no' } } };
    });
    const source = sourceFor(vendor.url);
    source.providers[0]!.apiKeys = ['sk-a', 'sk-b', 'sk-c'];
    // One call of a target, and a pause that nobody would sit through: neither is for keys.
    source.routes[0]!.config.retry = { attempts: 1, base_ms: 60_000, max_ms: 60_000 };
    plane = await startTestPlane(source);
  };
  const keysUsed = () => vendor.calls.map(({ headers }) => headers.authorization);
  const ask = async (model = 'vendor/one') => {
    const answer = await fetch(`${plane.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }] }),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  beforeEach(async () => {
    vendor = await startFakeVendor();
  });
  afterEach(async () => {
    await plane.close();
    await vendor.close();
  });

  test('they are used in turn', async () => {
    await startWith({});
    for (let count = 0; count < 4; count++) expect((await ask()).status).toBe(200);
    expect(keysUsed()).toEqual(['Bearer sk-a', 'Bearer sk-b', 'Bearer sk-c', 'Bearer sk-a']);
  });

  test.each([401, 402, 403])(
    'one refused with %i is set aside, and the next is tried at once for the same request',
    async (status) => {
      await startWith({ a: status, b: status });
      const started = performance.now();
      expect(await ask('chat')).toMatchObject({ status: 200 });
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(keysUsed()).toEqual(['Bearer sk-a', 'Bearer sk-b', 'Bearer sk-c']);
      await ask();
      expect(keysUsed().slice(3)).toEqual(['Bearer sk-c']);
      expect(plane.written.settles.map(({ outcome }) => outcome)).toEqual([
        ...['not_billed', 'not_billed', 'billed', 'billed'],
      ]);
    },
  );

  test('with all of them dead the caller is told so, and the provider is left alone', async () => {
    await startWith({ a: 401, b: 402, c: 403 });
    const refused = await ask();
    expect(refused.status).toBe(502);
    expect(JSON.parse(refused.text).error).toMatchObject({
      code: 'upstream_credentials_exhausted',
    });
    expect(refused.text).not.toContain('sk-');
    expect(await ask()).toMatchObject({ status: 502 });
    expect(vendor.calls).toHaveLength(3);
  });

  test('another provider of the route answers instead', async () => {
    vendor.script('*', ({ headers }) =>
      headers.authorization === 'Bearer sk-other' ? {} : { status: 401 },
    );
    const source = sourceFor(vendor.url);
    const [first] = source.providers;
    source.providers.push({
      ...first!,
      config: { ...first!.config, id: 'other' },
      apiKeys: ['sk-other'],
    });
    source.routes[0]!.config.targets = [{ model: 'vendor/one' }, { model: 'other/one' }];
    plane = await startTestPlane(source);
    const answer = await ask('chat');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-wb-provider')).toBe('other');
    expect(answer.headers.get('x-wb-attempts')).toBe('2');
  });
});
