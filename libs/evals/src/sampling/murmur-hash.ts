/**
 * MurmurHash3 (32 bits, seed 0) of a text's UTF-8 bytes: the same number as ClickHouse's
 * `murmurHash3_32`, so that both sides draw the same sample.
 * Source: https://github.com/aappleby/smhasher, MurmurHash3_x86_32.
 */
export function murmurHash(text: string): number {
  const bytes = Buffer.from(text);
  const blocks = bytes.length >> 2;
  let hash = 0;
  for (let block = 0; block < blocks; block++) {
    hash ^= scramble(bytes.readInt32LE(block * 4));
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let index = bytes.length - 1; index >= blocks * 4; index--)
    rest = (rest << 8) | bytes[index]!;
  if (bytes.length % 4 > 0) hash ^= scramble(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}
