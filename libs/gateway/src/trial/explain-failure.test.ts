import { expect, test } from '@jest/globals';
import type { TransportFailureKind } from '../outbound/transport-failure.js';
import { explainTransport } from './explain-failure.js';

test.each<[TransportFailureKind, string, string]>([
  ['connect', 'ENOTFOUND', 'the name api.example.com does not resolve'],
  ['connect', 'EAI_AGAIN', 'does not resolve'],
  ['connect', 'ECONNREFUSED', 'connection refused'],
  ['connect', 'ENETUNREACH', 'there is no way to'],
  ['connect', 'CERT_HAS_EXPIRED', 'TLS with api.example.com:8443 fails (CERT_HAS_EXPIRED)'],
  ['connect', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS'],
  ['connect', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS'],
  ['connect', 'ERR_TLS_CERT_ALTNAME_INVALID', 'TLS'],
  ['connect', 'ESOMETHING', 'cannot be reached (ESOMETHING)'],
  ['connect_timeout', 'connect_timeout', 'firewall'],
  ['deadline', 'deadline', 'did not answer in time'],
  ['reset', 'ECONNRESET', 'broke the connection'],
  ['invalid', 'HPE_INVALID_CONSTANT', 'not HTTP'],
])('%s with %s is told as: %s', (kind, message, words) => {
  const told = explainTransport({ kind, message, sent: false }, 'https://api.example.com:8443');
  expect(told).toContain(words);
});
