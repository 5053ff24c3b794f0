import type { Percentiles } from './load-protocol.js';

export interface Samples {
  add(value: number): void;
  percentiles(): Percentiles;
}

const FIRST_CAPACITY = 65_536;

/** Keeps every sample (no histogram: exact percentiles, and 8 bytes a request are affordable). */
export function keepSamples(): Samples {
  let values = new Float64Array(FIRST_CAPACITY);
  let count = 0;
  return {
    add(value) {
      if (count === values.length) {
        const grown = new Float64Array(count * 2);
        grown.set(values);
        values = grown;
      }
      values[count] = value;
      count += 1;
    },
    percentiles() {
      const sorted = values.subarray(0, count).sort();
      const at = (share: number): number =>
        sorted[Math.min(count - 1, Math.floor(count * share))] ?? 0;
      return { p50: at(0.5), p99: at(0.99), max: at(1) };
    },
  };
}
