import { describe, expect, test } from '@jest/globals';
import { decodeHeaderText } from './decode-header-text.js';
import { readCallerKey } from './read-caller-key.js';
import { readControls } from './read-controls.js';

/** As Node hands on what was sent as UTF-8. */
const received = (text: string): string => Buffer.from(text).toString('latin1');

describe('the text of a header', () => {
  test.each(['plain', 'josé', 'größe', 'voilà', '東京', '👋'])(
    '%s is read as it was sent',
    (text) => {
      expect(decodeHeaderText(received(text))).toBe(text);
    },
  );

  test('stays as it is when it was sent in Latin-1', () => {
    expect(decodeHeaderText('josé')).toBe('josé');
  });
});

test('controls are the same text as in a body', () => {
  const headers = {
    'x-wb-user': received('josé'),
    'x-wb-tags': received('voilà , größe'),
    'x-wb-category': received('größe'),
    'x-wb-session-id': received('東京'),
  };
  expect(readControls(headers)).toMatchObject({
    user: 'josé',
    tags: ['voilà', 'größe'],
    category: 'größe',
    sessionId: '東京',
  });
});

test('a text is as long as its characters, not its bytes', () => {
  expect(readControls({ 'x-wb-user': received('é'.repeat(256)) }).user).toHaveLength(256);
  expect(() => readControls({ 'x-wb-user': received('é'.repeat(257)) })).toThrow('256 characters');
});

test.each(['authorization', 'x-api-key'])('a key in %s may hold any character', (name) => {
  const scheme = name === 'authorization' ? 'Bearer ' : '';
  expect(readCallerKey({ [name]: scheme + received('schlüssel-à') })).toBe('schlüssel-à');
});
