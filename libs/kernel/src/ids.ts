import { randomBytes, randomFillSync } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32, lower case: sorts by time
const TIME_LENGTH = 10;
const RANDOM_BYTES = 10;
const POOL_SIZE = 8_192;

const pool = Buffer.allocUnsafe(POOL_SIZE);
let offset = POOL_SIZE;

/** Where the next random bytes of the pool are; drawn some kilobytes at a time: a draw is a syscall. */
function takeRandom(bytes: number): number {
  if (offset + bytes > POOL_SIZE) {
    randomFillSync(pool);
    offset = 0;
  }
  const at = offset;
  offset += bytes;
  return at;
}

/**
 * Makes an id such as `req_01jd3k…`: a prefix, then a ULID (48-bit milliseconds, 80 random bits),
 * so ids sort by creation time. Random bytes are drawn 256 ids at a time: one draw costs a syscall.
 */
export function newId(prefix: string, now: number = Date.now()): string {
  const at = takeRandom(RANDOM_BYTES);
  let time = '';
  for (let rest = now, index = 0; index < TIME_LENGTH; index++) {
    time = ALPHABET[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  for (let index = 0; index < RANDOM_BYTES; index += 5) {
    let high = pool[at + index]! * 4096 + pool[at + index + 1]! * 16;
    const middle = pool[at + index + 2]!;
    high += middle >> 4;
    const low = (middle & 15) * 65536 + pool[at + index + 3]! * 256 + pool[at + index + 4]!;
    random += base32Of(high) + base32Of(low);
  }
  return `${prefix}_${time}${random}`;
}

/** When an id of {@link newId} was made, in milliseconds since the epoch; null: it is none. */
export function createdAtOf(id: string): number | null {
  const digits = /^[a-z]+_([0-9a-hjkmnp-tv-z]{10})[0-9a-hjkmnp-tv-z]{16}$/.exec(id)?.[1];
  if (digits === undefined) return null;
  let time = 0;
  for (const digit of digits) time = time * 32 + ALPHABET.indexOf(digit);
  return time;
}

/** Four base-32 digits of a 20-bit number. */
function base32Of(bits: number): string {
  return (
    ALPHABET[(bits >> 15) & 31]! +
    ALPHABET[(bits >> 10) & 31]! +
    ALPHABET[(bits >> 5) & 31]! +
    ALPHABET[bits & 31]!
  );
}

/** 256 random bits as base64url text with a prefix: an API key, a token, a session. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** A W3C trace id: 32 lower-case hex digits. */
export const newTraceId = (): string => randomHex(16);

/** A W3C span id: 16 lower-case hex digits. */
export const newSpanId = (): string => randomHex(8);

function randomHex(bytes: number): string {
  const at = takeRandom(bytes);
  return pool.toString('hex', at, at + bytes);
}
