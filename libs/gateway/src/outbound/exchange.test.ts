import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOutboundClient } from './outbound-client.js';
import type { ExchangeTimeouts, OutboundRequest } from './outbound-request.js';
import { requestBuffer } from './request-buffer.js';
import { hear, startTestServer, testRequest, type TestServer } from './test-server.fixture.js';

const client = createOutboundClient();
let upstream: TestServer | undefined;

afterEach(() => upstream?.close());
afterAll(() => client.closeAll());

async function ask(listener: RequestListener, over: Partial<OutboundRequest> = {}) {
  upstream = await startTestServer(listener);
  return requestBuffer(client, testRequest(upstream.origin, over));
}

const clocks = (over: Partial<ExchangeTimeouts>): ExchangeTimeouts => ({
  connectMs: 0,
  firstTokenMs: 0,
  idleMs: 0,
  deadlineAt: performance.now() + 5_000,
  ...over,
});

describe('an answer', () => {
  test('comes whole, with its status and headers, and what was sent arrived', async () => {
    const answer = await ask((request, response) => {
      response.writeHead(418, { 'X-Thing': 'tea' });
      request.on('data', (chunk: Buffer) => response.write(chunk));
      request.on('end', () => response.end(`|${request.headers['content-type']}`));
    });
    if (!answer.ok) throw new Error(answer.failure.message);
    expect(answer.status).toBe(418);
    expect(answer.headers.get('x-thing')).toBe('tea');
    expect(answer.headers.get('absent')).toBeUndefined();
    expect(answer.headers.toRecord()['x-thing']).toBe('tea');
    expect(answer.body.toString()).toBe('{}|application/json');
  });

  test('that redirects is an answer, not a journey', async () => {
    let hits = 0;
    const answer = await ask((_request, response) => {
      hits++;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(answer).toMatchObject({ ok: true, status: 302 });
    expect(hits).toBe(1);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('compressed with %s although nobody asked is decoded', async (encoding, compress) => {
    const answer = await ask((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(compress('{"a":1}'));
    });
    expect(answer.ok && answer.body.toString()).toBe('{"a":1}');
  });

  test.each([
    ['an unknown encoding', 'zstd', Buffer.from('x')],
    ['bytes that do not decode', 'gzip', Buffer.from('this is not gzip')],
    ['a compressed bomb', 'gzip', gzipSync(Buffer.alloc(3_000_000))],
  ])('with %s is invalid', async (_name, encoding, body) => {
    const answer = await ask(
      (_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body),
      { maxBodyBytes: 1_000_000 },
    );
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid', sent: true } });
  });

  test('larger than its limit is invalid', async () => {
    const answer = await ask((_request, response) => response.end(Buffer.alloc(200_000)), {
      maxBodyBytes: 100_000,
    });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid', sent: true } });
  });

  test.each([
    ['before its headers', (response: { destroy(): void }) => response.destroy()],
    [
      'in its middle',
      (response: {
        writeHead(status: number): unknown;
        write(text: string): unknown;
        destroy(): void;
      }) => {
        response.writeHead(200);
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      },
    ],
  ])('cut %s is a reset that may have been billed', async (_name, cut) => {
    const answer = await ask((_request, response) => cut(response));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'reset', sent: true } });
  });
});

test.each(['onHeaders', 'onData', 'onComplete'] as const)(
  'a listener that throws in %s is told, so that nobody waits for ever',
  async (method) => {
    upstream = await startTestServer((_request, response) => response.end('{}'));
    const heard = hear();
    const throwing = () => {
      throw new Error('a fault of ours');
    };
    client.sendRequest(testRequest(upstream.origin), { ...heard.listener, [method]: throwing });
    expect(await heard.ended).toMatchObject({ kind: 'invalid', message: 'a fault of ours' });
  },
);

test('garbage instead of HTTP is invalid', async () => {
  const server = createServer((socket) =>
    socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await requestBuffer(client, testRequest(`http://127.0.0.1:${port}`));
  server.close();
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid', sent: true } });
});

test('a closed port is a failure to connect, surely not billed', async () => {
  const closed = await startTestServer(() => undefined);
  await closed.close();
  const answer = await requestBuffer(client, testRequest(closed.origin));
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'connect', sent: false } });
});

describe('the clocks', () => {
  test('a name that takes too long to resolve is a connect timeout', async () => {
    const slow = createOutboundClient({ lookupAll: () => undefined });
    const timeouts = clocks({ connectMs: 40 });
    const answer = await requestBuffer(slow, testRequest('http://slow.test', { timeouts }));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'connect_timeout', sent: false } });
    void slow.closeAll();
  });

  test('silence before the first output is a first-token timeout', async () => {
    const answer = await ask(() => undefined, { timeouts: clocks({ firstTokenMs: 40 }) });
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'first_token_timeout', sent: true },
    });
  });

  test('a preamble without output does not stop the first-token clock', async () => {
    upstream = await startTestServer((_request, response) => {
      response.write('preamble');
      setInterval(() => response.write(': ping'), 10).unref();
    });
    const heard = hear();
    const timeouts = clocks({ firstTokenMs: 100, idleMs: 1_000 });
    client.sendRequest(testRequest(upstream.origin, { timeouts }), heard.listener);
    expect(await heard.ended).toMatchObject({ kind: 'first_token_timeout' });
    expect(heard.text()).toMatch(/^preamble/);
  });

  test('silence between chunks is an idle timeout', async () => {
    upstream = await startTestServer((_request, response) => void response.write('begun'));
    const heard = hear();
    const timeouts = clocks({ firstTokenMs: 3_000, idleMs: 50 });
    const handle = client.sendRequest(testRequest(upstream.origin, { timeouts }), {
      ...heard.listener,
      onHeaders: () => handle.outputBegan(),
    });
    expect(await heard.ended).toMatchObject({ kind: 'idle_timeout', sent: true });
  });

  test('chunks keep the idle clock from running out', async () => {
    const answer = await ask(
      (_request, response) => {
        let left = 6;
        const timer = setInterval(() => {
          response.write('tick');
          if (--left === 0) {
            clearInterval(timer);
            response.end();
          }
        }, 30);
      },
      { timeouts: clocks({ idleMs: 120 }) },
    );
    expect(answer.ok && answer.body.toString()).toBe('tick'.repeat(6));
  });

  test('the deadline ends an answer that never stops coming', async () => {
    const answer = await ask(
      (_request, response) => void setInterval(() => response.write('.'), 10).unref(),
      { timeouts: clocks({ idleMs: 1_000, deadlineAt: performance.now() + 100 }) },
    );
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'deadline', sent: true } });
  });
});

describe('leaving', () => {
  test('aborting breaks the connection to the provider', async () => {
    let onClosed: () => void;
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve;
    });
    upstream = await startTestServer((_request, response) => {
      response.write('begun');
      response.on('close', () => onClosed());
    });
    const heard = hear(() => handle.abort());
    const handle = client.sendRequest(testRequest(upstream.origin), heard.listener);
    expect(await heard.ended).toMatchObject({ kind: 'aborted', sent: true });
    await closed;
  });

  test('a signal aborts, also one that was raised before', async () => {
    const before = AbortSignal.abort();
    const late = new AbortController();
    const early = await ask(() => undefined, { signal: before });
    expect(early).toMatchObject({ ok: false, failure: { kind: 'aborted', sent: false } });
    const pending = requestBuffer(client, testRequest(upstream!.origin, { signal: late.signal }));
    setTimeout(() => late.abort(), 30);
    expect(await pending).toMatchObject({ ok: false, failure: { kind: 'aborted', sent: true } });
  });

  test('what is aborted before it was sent is never sent', async () => {
    let hits = 0;
    upstream = await startTestServer(() => void hits++);
    const heard = hear();
    client.sendRequest(testRequest(upstream.origin), heard.listener).abort();
    expect(await heard.ended).toMatchObject({ kind: 'aborted', sent: false });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(hits).toBe(0);
  });
});

test.each(['identity', 'gzip'])('a slow reader pauses the provider (%s)', async (encoding) => {
  const whole = Buffer.alloc(4_000_000, 'abcdefg');
  upstream = await startTestServer((_request, response) => {
    response.writeHead(200, { 'content-encoding': encoding });
    response.end(encoding === 'gzip' ? gzipSync(whole, { level: 0 }) : whole);
  });
  let received = 0;
  const heard = hear((chunk) => {
    received += chunk.length;
    return false;
  });
  const timeouts = clocks({ idleMs: 120 });
  const handle = client.sendRequest(testRequest(upstream.origin, { timeouts }), heard.listener);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(received).toBeLessThan(whole.length / 4);
  const pump = setInterval(() => handle.resume(), 0);
  const failure = await heard.ended;
  clearInterval(pump);
  expect(failure).toBeNull();
  expect(received).toBe(whole.length);
});

test('connections are reused, and let go with their origin', async () => {
  let connections = 0;
  upstream = await startTestServer((_request, response) => response.end('{}'));
  upstream.server.on('connection', () => connections++);
  const request = async () => {
    await requestBuffer(client, testRequest(upstream!.origin));
    await new Promise((resolve) => setImmediate(resolve)); // the connection is free a turn later
  };
  await request();
  await request();
  expect(connections).toBe(1);
  client.retainOrigins(new Set([upstream.origin]));
  await request();
  expect(connections).toBe(1);
  client.retainOrigins(new Set());
  await request();
  expect(connections).toBe(2);
});
