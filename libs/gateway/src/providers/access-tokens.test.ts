import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccessTokens, type Granted } from './access-tokens.js';
import { UpstreamError } from './upstream-error.js';

describe('tokens that are granted for a while', () => {
  let now: number;
  let fetches: number;
  let tokens: AccessTokens;
  const HOUR = 3_600_000;
  const granted = (): Promise<Granted> => {
    fetches++;
    return Promise.resolve({
      ok: true,
      token: { text: `token ${fetches}`, expiresAt: now + HOUR },
    });
  };
  const textOf = async (account = 'a'): Promise<string | undefined> => {
    const taken = await tokens.take(account, granted);
    return taken.ok ? taken.token.text : undefined;
  };

  beforeEach(() => {
    now = 0;
    fetches = 0;
    tokens = new AccessTokens(() => now);
  });

  test('one is fetched for all who ask at once, and for each account its own', async () => {
    expect(await Promise.all([textOf(), textOf(), textOf()])).toEqual(Array(3).fill('token 1'));
    expect(await textOf('b')).toBe('token 2');
    expect(await textOf()).toBe('token 1');
  });

  test('near its end it still serves while the next is fetched', async () => {
    await textOf();
    now = HOUR - 200_000;
    expect(await textOf()).toBe('token 1');
    await new Promise(setImmediate);
    expect(await textOf()).toBe('token 2');
  });

  test('in its last minute nothing is begun with it', async () => {
    await textOf();
    now = HOUR - 60_000;
    expect(await textOf()).toBe('token 2');
  });

  test('one that was refused is fetched anew', async () => {
    await textOf();
    tokens.forget('a');
    expect(await textOf()).toBe('token 2');
  });

  test('a failure is told to all who waited and is not kept', async () => {
    const failure = new UpstreamError('auth', 'no');
    const refuse = () => Promise.resolve({ ok: false as const, failure });
    expect(await tokens.take('a', refuse)).toEqual({ ok: false, failure });
    expect(await textOf()).toBe('token 1');
  });
});
