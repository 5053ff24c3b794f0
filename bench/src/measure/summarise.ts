/** A median with its interquartile range. */
export interface Summary {
  median: number;
  low: number;
  high: number;
}

/** Median and quartiles by linear interpolation (R's type 7); zeros when there is no value. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const position = (sorted.length - 1) * share;
    const below = sorted[Math.floor(position)] ?? 0;
    const above = sorted[Math.ceil(position)] ?? 0;
    return below + (above - below) * (position - Math.floor(position));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** The least-squares slope of y over x: how much memory grows with each request. */
export function slope(points: readonly { x: number; y: number }[]): number {
  const n = points.length;
  const meanX = points.reduce((total, point) => total + point.x, 0) / n;
  const meanY = points.reduce((total, point) => total + point.y, 0) / n;
  const covariance = points.reduce((total, { x, y }) => total + (x - meanX) * (y - meanY), 0);
  const variance = points.reduce((total, { x }) => total + (x - meanX) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
}
