import { createHmac } from 'node:crypto';

/**
 * What is stored and looked up instead of a key: HMAC-SHA256 of the whole text under the instance's
 * pepper, base64url. Keys are 256 random bits, so a slow hash would add nothing.
 */
export const hashKey = (pepper: Buffer, text: string): string =>
  createHmac('sha256', pepper).update(text).digest('base64url');
