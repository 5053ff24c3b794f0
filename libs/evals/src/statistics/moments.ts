/** Weighted running mean and variance; `weightSquares` makes the effective number known. */
export interface Moments {
  count: number;
  weight: number;
  weightSquares: number;
  mean: number;
  /** Σ weight × (value − mean)². */
  squares: number;
}

/** No value seen yet. */
export function emptyMoments(): Moments {
  return { count: 0, weight: 0, weightSquares: 0, mean: 0, squares: 0 };
}

/**
 * Takes one value in, in place, without cancellation. Source: B. P. Welford, Technometrics 4 (1962);
 * the weighted form is D. H. D. West, CACM 22 (1979).
 */
export function addValue(moments: Moments, value: number, weight = 1): void {
  const total = moments.weight + weight;
  const step = value - moments.mean;
  moments.count++;
  moments.weightSquares += weight * weight;
  moments.mean += (step * weight) / total;
  moments.squares += weight * step * (value - moments.mean);
  moments.weight = total;
}

/** Takes all values of another one in, in place (T. F. Chan et al., 1983). */
export function mergeMoments(moments: Moments, other: Moments): void {
  if (other.count === 0) return;
  const total = moments.weight + other.weight;
  const step = other.mean - moments.mean;
  moments.count += other.count;
  moments.weightSquares += other.weightSquares;
  moments.squares += other.squares + (step ** 2 * moments.weight * other.weight) / total;
  moments.mean += (step * other.weight) / total;
  moments.weight = total;
}

/** How many equally weighted values carry as much: (Σw)² / Σw² (L. Kish, Survey Sampling, 1965). */
export function effectiveCount({ weight, weightSquares }: Moments): number {
  return weightSquares > 0 ? (weight * weight) / weightSquares : 0;
}

/** Unbiased variance of one value; 0 while fewer than two were seen. */
export function varianceOf(moments: Moments): number {
  const count = effectiveCount(moments);
  return count > 1 ? (moments.squares / moments.weight) * (count / (count - 1)) : 0;
}
