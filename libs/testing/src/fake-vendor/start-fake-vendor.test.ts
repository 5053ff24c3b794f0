import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { endlessLine, failingStream, garbage, gzipBomb, rateLimited } from './awkward-bodies.js';
import { type FakeVendor, startFakeVendor } from './start-fake-vendor.js';

let vendor: FakeVendor;
beforeAll(async () => void (vendor = await startFakeVendor()));
afterEach(() => vendor.reset());
afterAll(() => vendor.close());

const post = (path: string, body: object, signal?: AbortSignal) =>
  fetch(vendor.url + path, { method: 'POST', body: JSON.stringify(body), signal: signal ?? null });

const chat = (body: object = {}, signal?: AbortSignal) =>
  post('/v1/chat/completions', { model: 'a', messages: [], ...body }, signal);

const until = async (condition: () => boolean) => {
  for (let tries = 0; tries < 200 && !condition(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
};

describe('the fake vendor', () => {
  test.each([
    ['/v1/chat/completions', 'choices'],
    ['/v1/embeddings', 'data'],
    ['/v1/messages', 'content'],
    ['/v1beta/models/g:generateContent', 'candidates'],
  ])('answers %s in its dialect', async (path, field) => {
    expect(await (await post(path, { model: 'm' })).json()).toHaveProperty(field);
    expect(vendor.calls[0]).toMatchObject({ path, served: true, aborted: false });
  });

  test('streams when asked, and records what came', async () => {
    const text = await (await chat({ stream: true })).text();
    expect(text).toContain('data: [DONE]');
    expect(vendor.calls[0]).toMatchObject({ model: 'a', served: true, body: { stream: true } });
  });

  test('a queued script goes before a model script, which goes before the default', async () => {
    vendor.script('a', { status: 500 });
    vendor.enqueue(rateLimited(7));
    const first = await chat();
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await chat()).status).toBe(500);
    expect((await chat({ model: 'b' })).status).toBe(200);
  });

  test('cuts the connection at the byte it was told', async () => {
    vendor.enqueue({ body: 'x'.repeat(100), cutAtByte: 40 });
    await expect(chat().then((response) => response.text())).rejects.toThrow();
    await until(() => vendor.calls[0]!.aborted);
    expect(vendor.calls[0]!.served).toBe(false);
  });

  test.each(['before-headers', 'after-headers', 'after-body'] as const)(
    'hangs %s until the caller leaves',
    async (hang) => {
      vendor.enqueue({ hang });
      const leaving = new AbortController();
      const call = chat({}, leaving.signal).then((response) => response.text());
      await until(() => vendor.calls.length === 1);
      leaving.abort();
      await expect(call).rejects.toThrow();
      await until(() => vendor.calls[0]!.aborted);
    },
  );

  test('refuses before the status line', async () => {
    vendor.enqueue({ refuse: true });
    await expect(chat()).rejects.toThrow();
  });

  test('a gzip bomb is small on the wire and large unpacked', async () => {
    vendor.enqueue(gzipBomb(4));
    expect((await (await chat()).arrayBuffer()).byteLength).toBe(4 * 1_048_576);
  });

  test('garbage is a 200 that is no JSON', async () => {
    vendor.enqueue(garbage);
    const response = await chat();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow();
  });

  test('an endless line has no line feed, a failing stream has no finish', async () => {
    vendor.enqueue(endlessLine(1), failingStream(['one ', 'two']));
    expect(await (await chat()).text()).not.toContain('\n');
    const failed = await (await chat()).text();
    expect(failed).toContain('"error"');
    expect(failed).not.toContain('[DONE]');
  });
});
