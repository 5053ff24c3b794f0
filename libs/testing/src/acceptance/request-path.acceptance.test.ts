import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { failingStream } from '../fake-vendor/awkward-bodies.js';
import { type Answer, ask, askAdmin } from './ask-product.js';
import { CALLER_KEY, describeVendor } from './describe-vendor.js';
import { useProduct } from './use-product.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(300_000);

/** CONTRACT §4: a silent stream says something at least every 15 s; one second for a busy machine. */
const HEARTBEAT_WITHIN_MS = 16_000;
const LONG_TEXT = 'word '.repeat(200);

const pair = { targets: [{ model: 'fake/first' }, { model: 'fake/second' }] };
const stand = useProduct((vendor) => ({
  config: {
    version: 1,
    providers: [describeVendor(vendor, ['chat', 'silent', 'first', 'second'])],
    routes: [
      {
        id: 'pair',
        strategy: 'priority',
        retry: { attempts: 1 },
        breaker: { failures: 1000 },
        ...pair,
      },
    ],
    workspaces: [
      {
        id: 'path',
        budget: { limit: '1000.00', period: 'total' },
        keys: [{ name: 'caller', key: CALLER_KEY }],
      },
    ],
  },
}));

beforeEach(() => stand.vendor.reset());

const body = (model: string, more: object = {}): object => ({
  model,
  messages: [{ role: 'user', content: 'Hello' }],
  max_tokens: 400,
  ...more,
});

function complete(request: object, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(stand.product, '/v1/chat/completions', { token: CALLER_KEY, body: request, headers });
}

/** The text a stream's chunks say, and whether it ended as a whole answer does. */
function readStream(text: string): { said: string; isWhole: boolean; error: boolean } {
  const events = text.split('\n').filter((line) => line.startsWith('data: '));
  const data = events.map((line) => line.slice(6));
  const chunks = data
    .filter((each) => each !== '[DONE]')
    .map(
      (each) =>
        JSON.parse(each) as {
          choices?: { delta?: { content?: string }; finish_reason?: string }[];
          error?: object;
        },
    );
  return {
    said: chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? '').join(''),
    isWhole: data.includes('[DONE]') || chunks.some((chunk) => chunk.choices?.[0]?.finish_reason),
    error: chunks.some((chunk) => chunk.error !== undefined),
  };
}

describe('idempotency keys', () => {
  test('a repeat is answered from the first answer and costs nothing', async () => {
    const headers = { 'idempotency-key': 'repeat-1' };
    const first = await complete(body('fake/chat'), headers);
    const second = await complete(body('fake/chat'), headers);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.text).toBe(first.text);
    expect(stand.vendor.calls).toHaveLength(1);
  });

  test('a repeat while the first still runs is a conflict', async () => {
    stand.vendor.script('chat', { delayMs: 1_000 });
    const headers = { 'idempotency-key': 'repeat-2' };
    const first = complete(body('fake/chat'), headers);
    await waitUntil('the vendor to be called', () => stand.vendor.calls.length === 1);
    const second = await complete(body('fake/chat'), headers);
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({ error: { code: 'idempotency_conflict' } });
    expect((await first).status).toBe(200);
    expect(stand.vendor.calls).toHaveLength(1);
  });

  test('another body under the same key is a mismatch', async () => {
    const headers = { 'idempotency-key': 'repeat-3' };
    await complete(body('fake/chat'), headers);
    const other = await complete(body('fake/chat', { temperature: 0.5 }), headers);
    expect(other.status).toBe(422);
    expect(other.json).toMatchObject({ error: { code: 'idempotency_mismatch' } });
  });

  test('a failure is not kept: the repeat runs', async () => {
    stand.vendor.enqueue({
      status: 400,
      body: { error: { message: 'no', type: 'invalid_request_error' } },
    });
    const headers = { 'idempotency-key': 'repeat-4' };
    expect((await complete(body('fake/chat'), headers)).status).toBe(400);
    expect((await complete(body('fake/chat'), headers)).status).toBe(200);
  });
});

describe('a caller that leaves', () => {
  test('aborts the upstream and is charged for what it had', async () => {
    stand.vendor.script('chat', { text: LONG_TEXT, wordMs: 50 });
    const leave = new AbortController();
    const answer = await fetch(`${stand.product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body('fake/chat', { stream: true })),
      signal: leave.signal,
    });
    const id = answer.headers.get('x-wb-request-id') ?? '';
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.read();
    leave.abort();
    await waitUntil('the upstream call to be aborted', () => stand.vendor.calls[0]?.aborted);
    const row = await waitUntil('the request to be recorded', async () => {
      const found = await askAdmin(stand.product, `/requests/${id}?workspace=path`);
      return found.status === 200 ? found.json : undefined;
    });
    expect(Number(row['cost_usd'])).toBeGreaterThan(0);
  });
});

describe('a stream the vendor does not finish', () => {
  test.each([
    ['the connection breaks', { text: LONG_TEXT, cutAtByte: 2_000 }],
    ['it fails in band', failingStream(['some', ' words'])],
    [
      'it ends without a finish reason',
      {
        stream: [
          {
            bytes:
              'data: {"choices":[{"index":0,"delta":{"content":"some words"},"finish_reason":null}]}\n\n',
          },
        ],
      },
    ],
  ])('never ends cleanly: %s', async (_, script) => {
    stand.vendor.script('first', script);
    const answer = await complete(body('pair', { stream: true })).catch(() => undefined);
    const { said, isWhole, error } = readStream(answer?.text ?? '');
    expect(said.length).toBeGreaterThan(0);
    expect({ isWhole, error }).toEqual({ isWhole: false, error: true });
    expect(stand.vendor.calls.map((call) => call.model)).toEqual(['first']);
  });
});

describe('failover', () => {
  test.each([
    ['an error status', { status: 500 }],
    ['a broken connection', { refuse: true }],
    ['a stream that fails before its first word', failingStream([])],
    ['a stream cut before its first word', { stream: [{ bytes: ': hello\n\n' }], cutAtByte: 9 }],
  ])('before the first output goes to the next target: %s', async (_, script) => {
    stand.vendor.script('first', script);
    const answer = await complete(body('pair', { stream: true }));
    expect(answer.status).toBe(200);
    expect(readStream(answer.text)).toEqual({
      said: 'Hello from the fake vendor.',
      isWhole: true,
      error: false,
    });
    expect(answer.headers.get('x-wb-model')).toContain('second');
    expect(answer.headers.get('x-wb-attempts')).toBe('2');
    expect(stand.vendor.calls.map((call) => call.model)).toEqual(['first', 'second']);
  });
});

describe('a silent stream', () => {
  test('is kept alive by comments before its first word', async () => {
    stand.vendor.script('silent', { hang: 'before-headers' });
    const leave = new AbortController();
    const started = Date.now();
    const answer = await fetch(`${stand.product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${CALLER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body('fake/silent', { stream: true })),
      signal: leave.signal,
    });
    const first = await answer.body?.getReader().read();
    leave.abort();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^:/);
    expect(Date.now() - started).toBeLessThan(HEARTBEAT_WITHIN_MS);
  });
});
