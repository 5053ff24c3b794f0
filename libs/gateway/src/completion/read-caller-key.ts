import type { RequestHeaders } from './read-controls.js';

const BEARER = /^bearer[ ]+/i;

/** The caller's key text from whichever header its dialect uses; null when none holds one. */
export function readCallerKey(headers: RequestHeaders): string | null {
  const authorization = headers.authorization;
  if (typeof authorization === 'string' && BEARER.test(authorization)) {
    const key = authorization.replace(BEARER, '').trim();
    if (key) return key;
  }
  for (const name of ['x-api-key', 'x-goog-api-key', 'api-key']) {
    const value = headers[name];
    if (typeof value === 'string' && value) return value.trim();
  }
  return null;
}
