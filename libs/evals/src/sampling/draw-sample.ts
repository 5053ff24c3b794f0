import { murmurHash } from './murmur-hash.js';

const HASHES = 2 ** 32;

/** How many of the 2^32 hashes a share of the traffic has. */
export const hashesBelow = (rate: number): number => Math.ceil(rate * HASHES);

/**
 * Whether a subject is in the sample. Every evaluator with the same rate judges the same subjects, and
 * a larger sample holds every smaller one, so that scores can be compared and rates changed.
 * @param rate share in [0, 1]
 */
export const isSampled = (subjectId: string, rate: number): boolean =>
  murmurHash(subjectId) < hashesBelow(rate);
