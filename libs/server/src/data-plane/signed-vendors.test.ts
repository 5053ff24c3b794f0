import { generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Provider } from '@weighbridge/contracts/config/provider';
import { frame, recordingsOf } from '@weighbridge/gateway/providers/conformance/recordings.fixture';
import {
  startFakeVendor,
  type FakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

const bedrockWire = recordingsOf({ type: 'bedrock', dialect: 'bedrock-converse' });
const vertexWire = recordingsOf({ type: 'vertex', dialect: 'gemini' });

const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Vendors whose key is never sent: over the whole request path, to a real HTTP server. */
describe('a provider whose requests are signed', () => {
  let vendor: FakeVendor;
  let plane: TestPlane | undefined;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const serviceAccount = () =>
    JSON.stringify({
      type: 'service_account',
      client_email: 'gateway@p.iam.gserviceaccount.com',
      private_key_id: 'key-1',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: `${vendor.url}/token`,
    });

  const start = async (config: Pick<Provider, 'type'> & Partial<Provider>, apiKeys: string[]) => {
    const source = sourceFor(vendor.url);
    source.providers = [
      {
        workspaceId: null,
        config: { id: 'v', allow_private_network: true, ...config },
        apiKeys,
        headers: {},
      },
    ];
    source.routes = [];
    await plane?.close();
    plane = await startTestPlane(source);
  };
  const ask = async (model: string, more: object = {}) => {
    const answer = await fetch(`${plane!.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...more }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  beforeAll(async () => {
    vendor = await startFakeVendor();
  });
  beforeEach(() => vendor.reset());
  afterAll(async () => {
    await plane?.close();
    await vendor.close();
  });

  describe('Bedrock', () => {
    const MODEL = 'v/us.anthropic.claude-sonnet-4-5-20250929-v1:0';
    const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
    const place = () => ({
      ...{ type: 'bedrock' as const, base_url: vendor.url, location: 'eu-central-1' },
    });

    test('signs each request with the secret, which stays here', async () => {
      await start(place(), [`AKIDEXAMPLE00000:${SECRET}`.replace('AKID', 'AKIA')]);
      vendor.script('*', { body: bedrockWire.bytes('text.json') });
      const answer = await ask(MODEL, { max_tokens: 5 });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Paris is the capital of France.');
      const [call] = vendor.calls;
      expect(call!.path).toBe('/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse');
      expect(call!.headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE00000\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/,
      );
      expect(JSON.stringify(call!.headers)).not.toContain(SECRET);
    });

    test('sends the session token of temporary keys along', async () => {
      await start(place(), [`ASIAEXAMPLE00000:${SECRET}:the-session`]);
      vendor.script('*', { body: bedrockWire.bytes('text.json') });
      expect((await ask(MODEL)).status).toBe(200);
      expect(vendor.calls[0]!.headers['x-amz-security-token']).toBe('the-session');
      expect(vendor.calls[0]!.headers.authorization).toContain('x-amz-security-token');
    });

    test('sends a Bedrock API key as it is', async () => {
      await start(place(), ['bedrock-api-key-abc']);
      vendor.script('*', { body: bedrockWire.bytes('text.json') });
      expect((await ask(MODEL)).status).toBe(200);
      expect(vendor.calls[0]!.headers.authorization).toBe('Bearer bedrock-api-key-abc');
    });

    test('turns its event stream into the chunks of a completion', async () => {
      await start(place(), ['bedrock-api-key-abc']);
      const bytes = Buffer.concat(bedrockWire.stream('tools.sse'));
      vendor.script('*', {
        headers: { 'content-type': 'application/vnd.amazon.eventstream' },
        stream: [{ bytes: bytes.subarray(0, 333) }, { bytes: bytes.subarray(333), afterMs: 20 }],
      });
      const { text } = await ask(MODEL, {
        stream: true,
        tools: [{ type: 'function', function: { name: 'get_weather' } }],
      });
      expect(text).toContain('"name":"get_weather"');
      expect(text).toContain('"finish_reason":"tool_calls"');
      expect(text.trimEnd()).toMatch(/data: \[DONE\]$/);
      expect(plane!.written.requests.at(-1)).toMatchObject({ inputTokens: 60, outputTokens: 32 });
    });

    test('a refused signature is a refused key', async () => {
      await start(place(), [`AKIAEXAMPLE00000:${SECRET}`]);
      const message = 'The security token included in the request is invalid.';
      vendor.script('*', { status: 403, body: { message } });
      const answer = await ask(MODEL);
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.text).error.code).toBe('upstream_credentials_exhausted');
    });

    test('an exception in the stream ends it in band', async () => {
      await start(place(), ['bedrock-api-key-abc']);
      const events = frame('bedrock-converse', bedrockWire.bytes('failing.sse').toString());
      vendor.script('*', { stream: events.map((bytes) => ({ bytes })) });
      const { text } = await ask(MODEL, { stream: true });
      expect(text).toContain('Paris is');
      expect(text).toContain('"error"');
      expect(text).not.toContain('[DONE]');
    });
  });

  describe('Vertex', () => {
    const place = () => ({
      ...{ type: 'vertex' as const, base_url: `${vendor.url}/v1`, project: 'p-1' },
      location: 'europe-west4',
    });
    const grant = (text: string) => ({ body: { access_token: text, expires_in: 3_599 } });
    const answering = { body: vertexWire.bytes('text.json') };
    const MODEL = 'v/gemini-2.5-flash';

    test('exchanges a signed assertion for a token once, and calls with that', async () => {
      await start(place(), [serviceAccount()]);
      vendor.script('*', ({ path }) => (path === '/token' ? grant('ya29.tok') : answering));
      const answers = await Promise.all([ask(MODEL), ask(MODEL), ask(MODEL)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const grants = vendor.calls.filter(({ path }) => path === '/token');
      expect(grants).toHaveLength(1);
      const form = new URLSearchParams(grants[0]!.raw.toString());
      expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
      const assertion = form.get('assertion')!;
      const [header, payload, signature] = assertion.split('.');
      const signed = Buffer.from(`${header}.${payload}`);
      const bytes = Buffer.from(signature!, 'base64url');
      expect(verify('sha256', signed, publicKey, bytes)).toBe(true);
      expect(decode(header!)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
      const claims = decode(payload!);
      expect(claims).toMatchObject({
        iss: 'gateway@p.iam.gserviceaccount.com',
        aud: `${vendor.url}/token`,
        scope: 'https://www.googleapis.com/auth/cloud-platform',
      });
      expect(claims.exp - claims.iat).toBe(3_600);
      const call = vendor.calls.at(-1)!;
      expect(call.headers.authorization).toBe('Bearer ya29.tok');
      expect(call.path).toBe(
        '/v1/projects/p-1/locations/europe-west4/publishers/google/models/gemini-2.5-flash:generateContent',
      );
    });

    test('a token that is refused is asked for anew with the next chance', async () => {
      await start(place(), [serviceAccount(), 'a-ready-token']);
      vendor.script('*', ({ path, headers }) => {
        if (path === '/token') return grant('ya29.old');
        return headers.authorization === 'Bearer a-ready-token' ? answering : { status: 401 };
      });
      expect((await ask(MODEL)).status).toBe(200);
      expect(vendor.calls.map(({ path }) => path.split('/').at(-1))).toEqual([
        'token',
        'gemini-2.5-flash:generateContent',
        'gemini-2.5-flash:generateContent',
      ]);
    });

    test.each([400, 401, 403])('a grant refused with %i is a refused key', async (status) => {
      await start(place(), [serviceAccount()]);
      vendor.script('*', { status, body: { error: 'invalid_grant', error_description: 'x' } });
      const answer = await ask(MODEL);
      expect(answer.status).toBe(502);
      expect(JSON.parse(answer.text).error.code).toBe('upstream_credentials_exhausted');
      expect(plane!.written.settles.at(-1)).toMatchObject({ outcome: 'not_billed' });
    });

    test('an authorization server on a private address is refused like any other', async () => {
      const { allow_private_network: _, ...config } = {
        ...place(),
        allow_private_network: false,
        base_url: 'https://example.invalid/v1',
      };
      await start({ ...config, allow_private_network: false }, [serviceAccount()]);
      const answer = await ask(MODEL);
      expect(answer.status).toBe(502);
      expect(vendor.calls).toHaveLength(0);
    });
  });
});
