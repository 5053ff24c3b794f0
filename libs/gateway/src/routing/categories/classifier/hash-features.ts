/** 2^16: some 1,200 features of 20 examples a category collide in less than 2 % of the cases. */
export const BUCKETS = 65_536;

/** The instruction stands at the beginning or at the end of a long prompt; between is material. */
const HEAD_CHARACTERS = 3_072;
const TAIL_CHARACTERS = 512;
const HEAD_TOKENS = 384;
const TAIL_TOKENS = 256;

const { imul, min } = Math;

/** Words and pairs of neighbouring words of a text, as buckets with their counts. */
export interface Features {
  /** Without repeats, in order of first occurrence. */
  buckets: Uint16Array;
  counts: Uint8Array;
}

/**
 * Hashes the words of a text and the pairs of neighbouring words. Reads at most 640 tokens of the
 * first 3,072 and the last 512 characters, so that the time does not grow with the text.
 */
export function hashFeatures(text: string): Features {
  const tail = text.length - HEAD_CHARACTERS;
  addTokens(text.slice(0, HEAD_CHARACTERS).toLowerCase(), HEAD_TOKENS);
  if (tail > 0) addTokens(text.slice(-min(tail, TAIL_CHARACTERS)).toLowerCase(), TAIL_TOKENS);
  return takeFeatures();
}

/** Filled and emptied within one call of hashFeatures; kept, because clearing 64 KB costs more than the rest. */
const counts = new Uint8Array(BUCKETS);
const touched = new Uint16Array(2 * (HEAD_TOKENS + TAIL_TOKENS));
let touchedCount = 0;

function takeFeatures(): Features {
  const buckets = touched.slice(0, touchedCount);
  const taken = new Uint8Array(touchedCount);
  for (let index = 0; index < touchedCount; index++) {
    const bucket = buckets[index]!;
    taken[index] = counts[bucket]!;
    counts[bucket] = 0;
  }
  touchedCount = 0;
  return { buckets, counts: taken };
}

/** FNV-1a over UTF-16 code units. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

function addTokens(text: string, limit: number): void {
  let tokens = 0;
  let previous = 0;
  let hash = OFFSET;
  let isInWord = false;
  for (let index = 0; index <= text.length && tokens < limit; index++) {
    const code = index < text.length ? text.charCodeAt(index) : SPACE;
    if (isWordCode(code)) {
      hash = imul(hash ^ code, PRIME);
      isInWord = true;
      continue;
    }
    if (isInWord) {
      previous = addToken(hash, previous);
      hash = OFFSET;
      isInWord = false;
      tokens++;
    }
    if (isTokenByItself(code) && tokens < limit) {
      previous = addToken(imul(OFFSET ^ code, PRIME), previous);
      tokens++;
    }
  }
}

function addToken(hash: number, previous: number): number {
  count(hash);
  if (previous !== 0) count(imul(previous, 31) + hash);
  return hash;
}

function count(hash: number): void {
  const mixed = imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const bucket = (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
  if (counts[bucket] === 0) touched[touchedCount++] = bucket;
  if (counts[bucket]! < 255) counts[bucket]!++;
}

const SPACE = 0x20;
/** From here on writing systems are without spaces between words: CJK radicals and what follows. */
const IDEOGRAPHS = 0x2e80;

const isWordCode = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0xc0 && code < 0x2000) ||
  (code >= 0x2070 && code < IDEOGRAPHS);

/** An ideograph, or a sign that tells code and formulas from prose. */
const isTokenByItself = (code: number): boolean =>
  code >= IDEOGRAPHS || (code < 0x80 && SIGNS[code] === 1);

const SIGNS = new Uint8Array(128);
for (const sign of '{}()[]<>=;+*/%$#@&|`\\') SIGNS[sign.charCodeAt(0)] = 1;
