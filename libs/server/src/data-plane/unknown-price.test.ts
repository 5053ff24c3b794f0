import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type FakeVendor,
  startFakeVendor,
} from '@weighbridge/testing/fake-vendor/start-fake-vendor';
import { KEY, sourceFor, startTestPlane, type TestPlane } from './data-plane.fixture.js';

let vendor: FakeVendor;
let plane: TestPlane;
beforeAll(async () => {
  vendor = await startFakeVendor();
  const source = sourceFor(vendor.url);
  const { config } = source.providers[0]!;
  const providers = [{ ...source.providers[0]!, config: { ...config, models: [{ id: 'one' }] } }];
  plane = await startTestPlane({ ...source, providers, routes: [] });
});
afterAll(async () => {
  await plane.close();
  await vendor.close();
});

const chat = (body: object) =>
  fetch(`${plane.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ model: 'vendor/one', messages: [{ role: 'user', content: 'hi' }] },
      ...body,
    }),
  });

test('an answer whose price nobody knows is flagged and never said to cost nothing', async () => {
  const answer = await chat({});
  expect(answer.status).toBe(200);
  expect(answer.headers.has('x-wb-cost-usd')).toBe(false);
  const [record] = plane.written.requests;
  expect(record!.flags).toEqual(['unknown_price']);
  expect(JSON.parse(record!.attempts)).toMatchObject([{ cost_usd: null }]);
});

test('a stream says so too: the cost in its usage is null', async () => {
  const answer = await chat({ stream: true, stream_options: { include_usage: true } });
  const text = await answer.text();
  expect(text).toContain('"cost":null');
});
