import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import {
  type FakeVendor,
  startFakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import {
  hashKey,
  KEY,
  PUBLIC_KEY,
  sourceFor,
  startTestPlane,
  type TestPlane,
} from './data-plane.fixture.js';

let vendor: FakeVendor;
let plane: TestPlane;

beforeEach(async () => {
  vendor = await startFakeVendor();
  plane = await startTestPlane(sourceFor(vendor.url));
});
afterEach(async () => {
  await plane.close();
  await vendor.close();
});

const chat = (body: object, headers: Record<string, string> = {}, url = plane.url) =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], ...body }),
  });

const word = (text: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: text }, finish_reason: finish }] })}\n\n`;

describe('an answer in one piece', () => {
  test('passes the vendor’s bytes through and carries cost, route and attempts', async () => {
    vendor.script('one', {
      body: `{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],"big":12345678901234567890,"usage":{"prompt_tokens":1,"completion_tokens":100,"total_tokens":101}}`,
    });
    const response = await chat({ model: 'chat', unknown_field: { kept: true } });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('"big":12345678901234567890');
    expect(vendor.calls[0]!.body).toMatchObject({ model: 'one', unknown_field: { kept: true } });
    expect(vendor.calls[0]!.headers.authorization).toBe('Bearer sk-vendor');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-wb-route': 'chat',
      'x-wb-strategy': 'priority',
      'x-wb-provider': 'vendor',
      'x-wb-model': 'one',
      'x-wb-attempts': '1',
      'x-wb-cost-usd': '0.1',
    });
    expect(plane.written.order).toEqual(['intent', 'settle', 'request']);
    expect(plane.written.requests[0]).toMatchObject({ status: 'ok', cost: 100_000_000n });
  });

  test('fails over to the next target and says so', async () => {
    vendor.script('one', { status: 500 });
    const response = await chat({ model: 'chat' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-wb-model')).toBe('two');
    expect(response.headers.get('x-wb-attempts')).toBe('2');
    expect(plane.written.settles.map(({ outcome }) => outcome)).toEqual(['not_billed', 'billed']);
  });

  test('is charged at the hold when the connection broke after the request was sent', async () => {
    vendor.script('one', { refuse: true });
    const response = await chat({ model: 'vendor/one', max_tokens: 50 });
    expect(response.status).toBe(502);
    const charged = plane.written.settles.map(({ outcome, cost, hold }) => [
      outcome,
      cost === hold,
    ]);
    expect(new Set(charged.map(String))).toEqual(new Set(['unknown,true']));
    expect(plane.written.settles[0]!.cost).toBe(50_000_000n);
  });

  test('is never sent when the journal cannot hold its record', async () => {
    await plane.close();
    let failing = false;
    plane = await startTestPlane(sourceFor(vendor.url), { failJournal: () => failing });
    vendor.script('one', () => {
      failing = true;
      return {};
    });
    const response = await chat({ model: 'chat' });
    expect(response.status).toBe(500);
  });
});

describe('a stream', () => {
  test('ends with the usage chunk and [DONE] after the record was journalled', async () => {
    const response = await chat({
      model: 'chat',
      stream: true,
      stream_options: { include_usage: true },
    });
    const text = await response.text();
    const last = text.trim().split('\n\n').at(-2)!;
    expect(JSON.parse(last.slice(6)).usage.cost).toBe('0.006');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(plane.written.order).toEqual(['intent', 'settle', 'request']);
    expect(String(plane.written.requests[0]!.answer)).toContain('[DONE]');
  });

  test('ends with estimated usage and its cost when the vendor tells none', async () => {
    vendor.script('one', { stream: [{ bytes: word('Hel') }, { bytes: word('lo', 'stop') }] });
    const request = { model: 'chat', stream: true, stream_options: { include_usage: true } };
    const text = await (await chat(request)).text();
    const last = JSON.parse(text.trim().split('\n\n').at(-2)!.slice('data: '.length));
    expect(last).toMatchObject({
      id: 'c',
      choices: [],
      usage: { prompt_tokens: expect.any(Number), completion_tokens: 2, cost: '0.002' },
    });
    expect(plane.written.requests[0]).toMatchObject({
      outputTokens: 2,
      flags: ['estimated_usage'],
    });
  });

  test('says how long the gateway itself took until it began, without the time of vendors', async () => {
    vendor.script('one', { status: 500 });
    vendor.script('two', {
      stream: [{ bytes: word('a'), afterMs: 300 }, { bytes: word('b', 'stop') }],
    });
    const response = await chat({ model: 'chat', stream: true });
    const overhead = Number(response.headers.get('x-wb-overhead-us'));
    await response.text();
    expect(overhead).toBeGreaterThan(0);
    expect(overhead).toBeLessThan(250_000);
  });

  test('fails over before the first output, even after a role chunk', async () => {
    const role = `data: {"choices":[{"index":0,"delta":{"role":"assistant"}}]}\n\n`;
    vendor.script('one', { stream: [{ bytes: role }], cutAtByte: role.length });
    const response = await chat({ model: 'chat', stream: true });
    expect(await response.text()).toContain('[DONE]');
    expect(response.headers.get('x-wb-model')).toBe('two');
  });

  test('never fails over after output: an error event, and no normal end', async () => {
    vendor.script('one', { stream: [{ bytes: word('Hel') }, { bytes: word('lo') }] });
    const response = await chat({ model: 'chat', stream: true });
    const text = await response.text();
    expect(text).toContain('Hel');
    expect(text).toContain('"code":"upstream_invalid"');
    expect(text).not.toContain('[DONE]');
    expect(vendor.calls).toHaveLength(1);
    expect(plane.written.requests[0]).toMatchObject({
      ...{ status: 'error', httpStatus: 200, errorCode: 'upstream_invalid', cost: 2_000_000n },
      ...{ outputTokens: 2, ttftMs: expect.any(Number), flags: ['estimated_usage'] },
    });
  });

  test('is kept open by comments while the vendor is silent', async () => {
    await plane.close();
    plane = await startTestPlane(sourceFor(vendor.url), { heartbeatMs: 40 });
    vendor.script('one', { delayMs: 200 });
    const response = await chat({ model: 'chat', stream: true });
    expect(await response.text()).toMatch(/^: ping\n\n/);
  });

  test('is broken off upstream when the caller leaves, and charged for what passed', async () => {
    vendor.script('one', { stream: [{ bytes: word('a') }, { bytes: word('b'), afterMs: 60_000 }] });
    const leaving = new AbortController();
    const response = await fetch(`${plane.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({
        model: 'chat',
        stream: true,
        messages: [{ role: 'user', content: 'x' }],
      }),
      signal: leaving.signal,
    });
    await response.body!.getReader().read();
    leaving.abort();
    await until(() => plane.written.requests.length === 1 && vendor.calls[0]!.aborted);
    expect(plane.written.requests[0]).toMatchObject({
      ...{ status: 'cancelled', errorCode: null, errorMessage: null },
      ...{ outputTokens: 1, ttftMs: expect.any(Number), flags: ['estimated_usage'] },
    });
    expect(plane.written.requests[0]!.inputTokens).toBeGreaterThan(0);
    expect(plane.written.settles[0]).toMatchObject({ outcome: 'unknown', cost: 1_000_000n });
  });
});

describe('a caller', () => {
  test.each<[string, () => Promise<Response>]>([
    ['an answer', () => chat({ model: 'chat' })],
    ['a stream', () => chat({ model: 'chat', stream: true })],
    ['an error of a request', () => chat({ model: 'nobody/nothing' })],
    ['an error before there is a request', () => chat({}, { authorization: 'Bearer no' })],
    ['another endpoint', () => fetch(`${plane.url}/v1/key`, { headers: { 'x-api-key': KEY } })],
  ])('reads the id of %s where the SDKs of OpenAI look for it', async (_, ask) => {
    const { headers } = await ask();
    expect(headers.get('x-request-id')).toMatch(/^req_/);
    expect(headers.get('x-request-id')).toBe(headers.get('x-wb-request-id'));
  });

  test.each([
    ['no key', {}, 401, 'invalid_api_key'],
    ['an unknown key', { authorization: 'Bearer wb_nobody_0123456789' }, 401, 'invalid_api_key'],
    ['a public key', { 'x-api-key': PUBLIC_KEY }, 403, 'forbidden'],
  ])('with %s is refused', async (_name, headers, status, code) => {
    const response = await fetch(`${plane.url}/v1/models`, { headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  test.each(['x-api-key', 'x-goog-api-key', 'api-key'])('may send its key as %s', async (name) => {
    expect((await fetch(`${plane.url}/v1/models`, { headers: { [name]: KEY } })).status).toBe(200);
  });

  test('is told of an unknown model with the nearest name', async () => {
    const response = await chat({ model: 'vendor/on' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'model_not_found', param: 'model' },
    });
  });

  test('gets 501 in its own dialect where an endpoint is not built', async () => {
    const response = await fetch(`${plane.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': KEY },
      body: '{}',
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ type: 'error' });
  });

  test.each(['/v1/chat/completions', '/v1/embeddings', '/v1/scores'])(
    'that compresses its body is told so by %s, and nothing is called',
    async (path) => {
      const response = await fetch(plane.url + path, {
        method: 'POST',
        headers: { 'x-api-key': KEY, 'content-encoding': 'gzip' },
        body: gzipSync('{"model":"chat"}'),
      });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({
        error: { code: 'unsupported_media_type', param: 'content-encoding' },
      });
      expect(vendor.calls).toHaveLength(0);
    },
  );

  test('may say that its body is not compressed', async () => {
    const response = await chat({ model: 'chat' }, { 'content-encoding': 'identity' });
    expect(response.status).toBe(200);
  });

  test('gets 501 for a stored prompt, and nothing is called', async () => {
    const response = await chat({ model: 'chat' }, { 'x-wb-prompt': 'greeting@production' });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ error: { param: 'x-wb-prompt' } });
    expect(vendor.calls).toHaveLength(0);
  });

  test.each([
    [`Basic ${Buffer.from(`public:${KEY}`).toString('base64')}`, 501],
    [`Bearer ${KEY}`, 501],
    [`Basic ${Buffer.from('public:nothing-known').toString('base64')}`, 401],
    ['Basic', 401],
  ])('may send its key pair to the telemetry API: %s gets %i', async (authorization, status) => {
    const url = `${plane.url}/api/public/otel/v1/traces`;
    const response = await fetch(url, { method: 'POST', headers: { authorization }, body: '{}' });
    expect(response.status).toBe(status);
  });

  test('may not send it so to the gateway', async () => {
    const authorization = `Basic ${Buffer.from(`public:${KEY}`).toString('base64')}`;
    const response = await fetch(`${plane.url}/v1/models`, { headers: { authorization } });
    expect(response.status).toBe(401);
  });

  test('gets the same answer again for the same idempotency key, and is charged once', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await (await chat({ model: 'chat' }, headers)).text();
    const again = await chat({ model: 'chat' }, headers);
    expect(await again.text()).toBe(first);
    expect(vendor.calls).toHaveLength(1);
    expect((await chat({ model: 'vendor/two' }, headers)).status).toBe(422);
  });

  test('gets no answer of another key whose model it may not use', async () => {
    const source = sourceFor(vendor.url);
    const [key] = source.keys;
    const confined = {
      ...key!,
      id: 'key_3',
      hash: hashKey('wb_confined'),
      allowedModels: ['chat'],
    };
    const both = await startTestPlane({ ...source, keys: [...source.keys, confined] });
    const ask = (model: string, text: string) =>
      chat({ model }, { 'idempotency-key': model, authorization: `Bearer ${text}` }, both.url);
    for (const model of ['vendor/one', 'chat']) expect((await ask(model, KEY)).status).toBe(200);
    const refused = await ask('vendor/one', 'wb_confined');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { code: 'model_not_allowed' } });
    expect((await ask('chat', 'wb_confined')).headers.get('x-wb-idempotent-replay')).toBe('true');
    expect((await ask('vendor/one', KEY)).headers.get('x-wb-idempotent-replay')).toBe('true');
    expect(vendor.calls).toHaveLength(2);
    await both.close();
  });

  test('gets a stream again as a stream for the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'streamed' };
    const first = await (await chat({ model: 'chat', stream: true }, headers)).text();
    const again = await chat({ model: 'chat', stream: true }, headers);
    expect(again.headers.get('content-type')).toContain('text/event-stream');
    expect(again.headers.get('x-wb-attempts')).toBe('1');
    expect(await again.text()).toBe(first);
    expect(vendor.calls).toHaveLength(1);
  });
});

async function until(holds: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > giveUpAt) throw new Error('it did not happen within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
