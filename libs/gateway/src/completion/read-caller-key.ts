import { decodeHeaderText } from './decode-header-text.js';
import type { RequestHeaders } from './read-controls.js';

const BEARER = /^bearer[ ]+/i;
const BASIC = /^basic[ ]+([A-Za-z0-9+/=]+)$/i;

/** The caller's key text from whichever header its dialect uses; null when none holds one. */
export function readCallerKey(headers: RequestHeaders): string | null {
  const authorization = headers.authorization;
  if (typeof authorization === 'string' && BEARER.test(authorization)) {
    // Decoded first: the last byte of a UTF-8 character may pass for a space.
    const key = decodeHeaderText(authorization.replace(BEARER, '')).trim();
    if (key) return key;
  }
  for (const name of ['x-api-key', 'x-goog-api-key', 'api-key']) {
    const value = headers[name];
    if (typeof value === 'string' && value) return decodeHeaderText(value).trim();
  }
  return null;
}

/** The secret half of a key pair that came as Basic `public:secret`, the way of `/api/public`. */
export function readBasicSecret({ authorization }: RequestHeaders): string | null {
  const encoded = BASIC.exec(typeof authorization === 'string' ? authorization : '')?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1) || null;
}
