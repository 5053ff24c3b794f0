/** A histogram with fixed upper bounds, as Prometheus counts: cheap enough for every request. */
export interface Histogram {
  readonly bounds: readonly number[];
  /** One count per bound, then one for everything above; not cumulative. */
  readonly counts: Float64Array;
  sum: number;
}

/** @param bounds ascending upper bounds, inclusive */
export function createHistogram(bounds: readonly number[]): Histogram {
  return { bounds, counts: new Float64Array(bounds.length + 1), sum: 0 };
}

export function observe(histogram: Histogram, value: number): void {
  const { bounds, counts } = histogram;
  let index = 0;
  while (index < bounds.length && value > bounds[index]!) index++;
  counts[index]!++;
  histogram.sum += value;
}
