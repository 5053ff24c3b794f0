import { expect, test } from '@jest/globals';
import { createdAtOf, newId } from './ids.js';

test('an id tells when it was made; what is no id of ours tells nothing', () => {
  for (const now of [0, 1_795_000_000_123, 2 ** 47])
    expect(createdAtOf(newId('req', now))).toBe(now);
  for (const text of ['', 'req_', 'req_short', 'chatcmpl-0123456789abcdef', 'req_01!d3k2x9q0000'])
    expect(createdAtOf(text)).toBeNull();
});
