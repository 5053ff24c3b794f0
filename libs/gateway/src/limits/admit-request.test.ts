import { expect, test } from '@jest/globals';
import { keyOf, keyRow, providerRow, targetsOf } from '../routing/snapshot.fixture.js';
import { admitKey, admitProvider, writeLimitHeaders } from './admit-request.js';
import { createMemoryCounters } from './memory-counters.js';

function sceneOf(limits: { rpm?: number; tpm?: number; max_parallel?: number }) {
  const provider = providerRow('main', [{ id: 'm' }], { limits });
  const key = keyOf({ providers: [provider], keys: [keyRow('acme', { limits })] });
  const counters = createMemoryCounters({ monotonic: () => 1_000_000 });
  return { key, counters, provider: targetsOf(key.resolveModel('main/m'))[0]!.target.provider };
}

test('a key over its limit hears which one and when to come back', () => {
  const { key, counters } = sceneOf({ rpm: 1 });
  void admitKey(counters, key, 0);
  expect(() => admitKey(counters, key, 0)).toThrow(
    expect.objectContaining({
      code: 'rate_limited',
      status: 429,
      retryAfterSeconds: 61, // half a second of rounding towards the safe side
      metadata: { limit: 'rpm', value: 1 },
    }),
  );
});

test('the limits of a key and of a provider are counted apart', async () => {
  const { key, provider, counters } = sceneOf({ max_parallel: 1 });
  expect(await admitKey(counters, key, 0)).toMatchObject({ admitted: true });
  expect(await admitProvider(counters, provider, 0)).toMatchObject({ admitted: true });
  expect(await admitProvider(counters, provider, 0)).toMatchObject({ limit: 'max_parallel' });
});

test('headers tell of the limits that are set', async () => {
  const { key, counters } = sceneOf({ rpm: 10, tpm: 1_000 });
  const admission = await admitKey(counters, key, 400);
  const headers: Record<string, string> = {};
  writeLimitHeaders(admission.standing(), headers);
  expect(headers).toEqual({
    'x-ratelimit-limit-requests': '10',
    'x-ratelimit-remaining-requests': '9',
    'x-ratelimit-reset-requests': '61s',
    'x-ratelimit-limit-tokens': '1000',
    'x-ratelimit-remaining-tokens': '600',
    'x-ratelimit-reset-tokens': '61s',
  });
  const none: Record<string, string> = {};
  writeLimitHeaders({ requests: null, tokens: null }, none);
  expect(none).toEqual({});
});
