import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { LookupAll } from './guarded-connector.js';
import { createOutboundClient, type OutboundClient } from './outbound-client.js';
import { requestBuffer } from './request-buffer.js';
import { startTestServer, testRequest, type TestServer } from './test-server.fixture.js';

let upstream: TestServer;
let hits = 0;
let client: OutboundClient;

beforeEach(async () => {
  hits = 0;
  upstream = await startTestServer((_request, response) => {
    hits++;
    response.end('{}');
  });
});

afterEach(async () => {
  await client.closeAll();
  await upstream.close();
});

const LITERALS = ['127.0.0.1', '0x7f.1', '2130706433', '0177.0.0.1', '127.1', '[::ffff:127.0.0.1]'];

test.each(LITERALS)('a literal loopback address written %s is refused', async (host) => {
  client = createOutboundClient();
  const { origin } = new URL(`http://${host}:${upstream.port}`);
  const answer = await requestBuffer(client, testRequest(origin, { allowPrivateNetwork: false }));
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'refused_address', sent: false } });
  expect(hits).toBe(0);
});

test('localhost is refused by what it resolves to', async () => {
  client = createOutboundClient();
  const request = testRequest(`http://localhost:${upstream.port}`, { allowPrivateNetwork: false });
  expect(await requestBuffer(client, request)).toMatchObject({
    ok: false,
    failure: { kind: 'refused_address' },
  });
  expect(hits).toBe(0);
});

test('a provider that allows private networks reaches loopback, by name and by address', async () => {
  client = createOutboundClient({
    lookupAll: (_host, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  for (const origin of [upstream.origin, `http://private.test:${upstream.port}`])
    expect(await requestBuffer(client, testRequest(origin))).toMatchObject({
      ok: true,
      status: 200,
    });
  expect(hits).toBe(2);
});

test('a name that answers differently the second time is looked up only once', async () => {
  let lookups = 0;
  const rebinding: LookupAll = (_host, callback) => {
    lookups++;
    // First a documentation address, which is refused, then loopback.
    callback(null, [{ address: lookups === 1 ? '203.0.113.1' : '127.0.0.1', family: 4 }]);
  };
  client = createOutboundClient({ lookupAll: rebinding });
  const request = testRequest(`http://rebind.test:${upstream.port}`, {
    allowPrivateNetwork: false,
  });
  for (let round = 0; round < 3; round++)
    expect(await requestBuffer(client, request)).toMatchObject({
      ok: false,
      failure: { kind: 'refused_address' },
    });
  expect(lookups).toBe(3);
  expect(hits).toBe(0);
});

test('of a mixed answer only the permitted addresses are connected to', async () => {
  client = createOutboundClient({
    lookupAll: (_host, callback) =>
      callback(null, [
        { address: '169.254.169.254', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
  });
  const answer = await requestBuffer(client, testRequest(`http://mixed.test:${upstream.port}`));
  expect(answer).toMatchObject({ ok: true });
  expect(hits).toBe(1);
});

test('a connection of a provider that may go private never serves one that may not', async () => {
  client = createOutboundClient();
  await requestBuffer(client, testRequest(upstream.origin));
  const request = testRequest(upstream.origin, { allowPrivateNetwork: false });
  expect(await requestBuffer(client, request)).toMatchObject({
    ok: false,
    failure: { kind: 'refused_address' },
  });
  expect(hits).toBe(1);
});

test('a name that does not resolve is a failure to connect', async () => {
  client = createOutboundClient({
    lookupAll: (_host, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []),
  });
  const answer = await requestBuffer(client, testRequest('http://nowhere.test'));
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'connect', sent: false } });
});
