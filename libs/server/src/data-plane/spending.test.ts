import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  type FakeVendor,
  startFakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

let vendor: FakeVendor;
let plane: TestPlane | null = null;

beforeEach(async () => {
  vendor = await startFakeVendor();
});
afterEach(async () => {
  await plane?.close();
  await vendor.close();
});

const authorization = `Bearer ${KEY}`;

/** Starts a data plane whose key may spend so much. */
async function limitTo(limit: bigint): Promise<TestPlane> {
  const scope = { workspaceId: 'acme', scope: 'key', scopeId: 'key_1' } as const;
  const budget = { id: 'b', limit, period: 'total', mode: 'normal', ...scope } as const;
  plane = await startTestPlane(sourceFor(vendor.url, { budgets: [budget] }));
  return plane;
}

const chat = (body: object) =>
  fetch(`${plane!.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'hi' }], ...body }),
  });

const chunkOf = (...deltas: object[]): string => {
  const choices = deltas.map((delta, index) => ({ index, delta, finish_reason: null }));
  return `data: ${JSON.stringify({ choices })}\n\n`;
};

const streamed = async (): Promise<string> => (await chat({ stream: true, max_tokens: 5 })).text();

const word = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

test('a stream is cut where its budget ends, and told which budget that was', async () => {
  await limitTo(20_000_000n);
  const stream = Array.from({ length: 50 }, () => ({ bytes: word('some more words ') }));
  vendor.script('one', { stream });
  const text = await streamed();
  const event = JSON.parse(text.trim().split('\n\n').at(-1)!.slice('data: '.length));
  expect(event.error).toMatchObject({
    code: 'budget_exceeded',
    metadata: { scope: 'key', scope_id: 'key_1', limit: '0.02', resets_at: null },
  });
  expect(text).not.toContain('[DONE]');
});

test.each([
  ['chunk by chunk', Array.from({ length: 50 }, () => ({ bytes: word('x'), afterMs: 1 }))],
  ['all at once', [{ bytes: word('x').repeat(50) + word('', 'stop') }]],
])('a stream passes what its budget covers, to the last token: %s', async (_, stream) => {
  const { written } = await limitTo(20_000_000n);
  vendor.script('one', { stream });
  const text = await streamed();
  expect(text.match(/"content":"x"/g)).toHaveLength(20);
  expect(text).toContain('budget_exceeded');
  expect(written.settles).toMatchObject([{ cost: 20_000_000n, overshoot: 0n }]);
});

test.each<[string, object[]]>([
  [
    'arguments of a tool',
    [{ tool_calls: [{ index: 0, function: { arguments: 'x'.repeat(40) } }] }],
  ],
  ['thoughts', [{ reasoning_content: 'x'.repeat(40) }]],
  ['a refusal', [{ refusal: 'x'.repeat(40) }]],
  ['a second choice', [{ content: '' }, { content: 'x'.repeat(40) }]],
])('a stream of %s is cut where its budget ends', async (_, deltas) => {
  const { written } = await limitTo(35_000_000n);
  const bytes = chunkOf(...deltas);
  vendor.script('one', { stream: Array.from({ length: 5 }, () => ({ bytes })) });
  const text = await streamed();
  expect(text.match(/x{40}/g)).toHaveLength(3);
  expect(text).toContain('budget_exceeded');
  expect(written.settles).toMatchObject([{ cost: 30_000_000n, overshoot: 0n }]);
});

test('a stream that the vendor breaks off is charged for the calls of tools that came', async () => {
  plane = await startTestPlane(sourceFor(vendor.url));
  const call = {
    tool_calls: [{ index: 0, function: { name: 'find', arguments: 'x'.repeat(36) } }],
  };
  vendor.script('one', { stream: [{ bytes: chunkOf(call).repeat(3) }] });
  expect(await (await chat({ model: 'vendor/one', stream: true })).text()).toContain('error');
  expect(plane.written.settles).toMatchObject([{ outcome: 'unknown', cost: 30_000_000n }]);
});

test('a stream is whole, and in order, when the money for its events has to be fetched', async () => {
  await limitTo(1_000_000_000n);
  const words = Array.from({ length: 300 }, (_, index) => `${index} `);
  const last = word('', 'stop');
  vendor.script('one', { stream: [{ bytes: words.map((each) => word(each)).join('') + last }] });
  const text = await streamed();
  const said = [...text.matchAll(/"content":"(\d+ )"/g)].map(([, content]) => content);
  expect(said).toEqual(words);
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
});

test.each([
  ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, false],
  ['no content', { status: 204, body: '' }, false],
  ['an error inside a 200', { body: { error: { message: 'no', code: 'busy' } } }, false],
  ['a text for an error inside a 200', { body: { error: 'no' } }, false],
  ['a stream that begins with an error', { body: 'data: {"error":{"message":"no"}}\n\n' }, true],
  ['an error in the place of a stream', { body: { error: { message: 'no' } } }, true],
  ['a stream of no content', { status: 204, body: '' }, true],
])('an attempt costs nothing when the vendor answers with %s', async (_, script, stream) => {
  plane = await startTestPlane(sourceFor(vendor.url));
  vendor.script('one', script);
  const response = await chat({ model: 'vendor/one', stream });
  expect(response.status).toBe(502);
  expect(response.headers.get('x-wb-cost-usd')).toBe('0');
  expect(new Set(plane.written.settles.map(({ outcome }) => outcome))).toEqual(
    new Set(['not_billed']),
  );
});

test('a caller without a budget sees what its key has spent', async () => {
  plane = await startTestPlane(sourceFor(vendor.url));
  vendor.script('one', { usage: { input: 1, output: 100 } });
  await (await chat({})).text();
  const own = await fetch(`${plane.url}/v1/key`, { headers: { authorization } });
  expect(await own.json()).toMatchObject({ spent: '0.1', limit: null, remaining: null });
});

test('a caller sees 402 once its budget holds no more, with what to know about it', async () => {
  await limitTo(1_000_000_000n);
  vendor.script('*', { usage: { input: 1, output: 100 } });
  const answers = await Promise.all(Array.from({ length: 30 }, () => chat({ max_tokens: 100 })));
  const refused = answers.filter(({ status }) => status === 402);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(refused).toHaveLength(20);
  expect(refused[0]!.headers.get('x-should-retry')).toBe('false');
  expect(refused[0]!.headers.get('x-wb-attempts')).toBe('0');
  expect(refused[0]!.headers.get('x-wb-model')).toBeNull();
  expect(await refused[0]!.json()).toMatchObject({
    error: { code: 'budget_exceeded', metadata: { scope: 'key', limit: '1', resets_at: null } },
  });
});

test('what several choices took before is expected of as many, not of each', async () => {
  await limitTo(1_000_000_000n);
  vendor.script('*', { usage: { input: 1, output: 200 } });
  const statuses: number[] = [];
  for (let turn = 0; turn < 5; turn++)
    statuses.push((await chat({ n: 2, max_tokens: 300 })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
});
