import { describe, expect, test } from '@jest/globals';
import { readOpenAiError } from '../dialects/openai-chat/read-openai-error.js';
import { readRetryAfter } from './read-retry-after.js';
import { redactMessage } from './redact-message.js';

describe('reading when to retry', () => {
  const date = 'Sat, 21 Nov 2026 12:00:00 GMT';
  test.each<[Record<string, string>, number | null]>([
    [{}, null],
    [{ 'retry-after': '3' }, 3],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1.5],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT', date }, 60],
    [{ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT', date }, 0],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, null],
    [{ 'retry-after': 'soon', date }, null],
    [{ 'retry-after': '99999999' }, 86_400],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m2s' }, 62],
    [{ 'x-ratelimit-remaining-requests': '5', 'x-ratelimit-reset-requests': '1m2s' }, null],
  ])('%j means %j seconds', (headers, seconds) => {
    expect(readRetryAfter(headers)).toBe(seconds);
  });
});

describe('a message for the caller', () => {
  test.each([
    ['Incorrect API key provided: sk-proj-AbC123xyz789.', 'AbC123'],
    ['key AIzaSyD-1234567890abcdef is bad', 'AIza'],
    ['header Bearer abcdef123456', 'abcdef123456'],
    ['see https://internal.example/secret?token=abc', 'internal.example'],
    [`blob ${'a1B2'.repeat(12)}`, 'a1B2a1B2'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig', 'eyJ'],
    ['account org-abc12345 is over', 'abc12345'],
  ])('%s loses its secret', (message, secret) => {
    expect(redactMessage(message)).not.toContain(secret);
    expect(redactMessage(message)).toContain('[redacted]');
  });

  test('ordinary words stay, on one line of bounded length', () => {
    expect(redactMessage("'temperature' must be\n below 2")).toBe("'temperature' must be below 2");
    expect(redactMessage('word '.repeat(1_000))).toHaveLength(500);
  });

  test.each([401, 403, 429, 500, 503])("the vendor's own text of a %i is never shown", (status) => {
    const error = readOpenAiError(
      status,
      {},
      Buffer.from('{"error":{"message":"canary of our account"}}'),
    );
    expect(error.message).not.toContain('canary');
  });
});
