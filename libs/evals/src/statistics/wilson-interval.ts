import type { Interval } from './interval.js';
import { normalQuantile } from './normal.js';

/**
 * Interval of a rate: `successes` of `count`, both may be fractional (weighted). At count 0 it is
 * [0, 1]. Source: E. B. Wilson, JASA 22 (1927).
 */
export function wilsonInterval(successes: number, count: number, confidence = 0.95): Interval {
  if (count <= 0) return { mean: 0, low: 0, high: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const mean = successes / count;
  const scale = 1 + z ** 2 / count;
  const centre = (mean + z ** 2 / (2 * count)) / scale;
  const half = (z / scale) * Math.sqrt((mean * (1 - mean)) / count + z ** 2 / (4 * count ** 2));
  return { mean, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
