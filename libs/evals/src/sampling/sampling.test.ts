import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashesBelow, isSampled } from './draw-sample.js';
import { type FinishedRequest, isEvalTraffic } from './finished-request.js';
import { findMismatch } from './match-filter.js';
import { murmurHash } from './murmur-hash.js';
import { finishedRequest } from './requests.fixture.js';

describe('the sample', () => {
  // Expected: SELECT murmurHash3_32(…) of ClickHouse, and smhasher's own test of the empty text.
  test.each([
    ['', 0],
    ['hello', 613_153_351],
    ['hello, world', 345_750_399],
    ['The quick brown fox jumps over the lazy dog', 776_992_547],
  ])('hashes %j as the reference does', (text, expected) => {
    expect(murmurHash(text)).toBe(expected);
  });

  test('a larger rate holds every subject of a smaller one', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 1 }),
        fc.double({ min: 0, max: 1 }),
        (id, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)].map((rate) => (rate > 0 ? rate : 0));
          expect(!isSampled(id, low!) || isSampled(id, high!)).toBe(true);
        },
      ),
    );
  });

  test('rate 0 samples nothing, rate 1 everything', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(isSampled(id, 0)).toBe(false);
        expect(isSampled(id, 1)).toBe(true);
      }),
    );
    expect(hashesBelow(1)).toBe(2 ** 32);
  });

  test('a tenth is a tenth', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `req_${index.toString(32)}`);
    const share = ids.filter((id) => isSampled(id, 0.1)).length / ids.length;
    expect(share).toBeGreaterThan(0.093);
    expect(share).toBeLessThan(0.107);
  });
});

describe('a filter', () => {
  const request = (more: Partial<FinishedRequest> = {}) =>
    finishedRequest({ category: 'code', route: 'chat', tags: ['a', 'b'], ...more });

  test.each([
    [{}, null],
    [{ category: 'code', route: 'chat', name: 'chat', model: 'strong', tags: 'a' }, null],
    [{ model: 'fake/strong', tags: ['a', 'b'], status: '2xx' }, null],
    [{ category: 'law' }, 'category is code, not law'],
    [{ model: 'other/strong' }, 'model is fake/strong, not other/strong'],
    [{ route: 'other' }, 'route is chat, not other'],
    [{ name: 'embeddings' }, 'name is chat, not embeddings'],
    [{ tags: ['a', 'c'] }, 'tags do not hold c'],
    [{ status: 'error' }, 'status is ok (200), not error'],
    [{ status: '404' }, 'status is ok (200), not 404'],
  ])('%j finds %j', (filter, expected) => {
    expect(findMismatch(filter, request())).toBe(expected);
  });

  test('without a status only answered requests pass', () => {
    const failed = request({ status: 'error', httpStatus: 502 });
    expect(findMismatch({}, failed)).toBe('status is error (502), not ok');
    expect(findMismatch({ status: '5xx' }, failed)).toBeNull();
  });

  test('a request without a category is of the default one', () => {
    expect(findMismatch({ category: 'default' }, request({ category: '' }))).toBeNull();
  });
});

test('whatever bears a tag of evaluations is their own traffic', () => {
  expect(isEvalTraffic(finishedRequest({ tags: ['x', 'wb:eval:judge'] }))).toBe(true);
  expect(isEvalTraffic(finishedRequest({ tags: ['x', 'eval'] }))).toBe(false);
});
