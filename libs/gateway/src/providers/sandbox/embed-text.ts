import { createHash } from 'node:crypto';

/**
 * A unit vector made of a text's words by feature hashing: the same text always gives the same
 * vector, texts that share words point the same way. It knows nothing of meaning.
 */
export function embedText(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const hash = createHash('sha256').update(word).digest();
    // Four features a word, so that two words rarely fall together entirely.
    for (let feature = 0; feature < 4; feature++) {
      const bits = hash.readUInt32LE(feature * 4);
      vector[(bits >>> 1) % dimensions]! += bits & 1 ? 1 : -1;
    }
  }
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  return length === 0 ? vector : vector.map((value) => value / length);
}
