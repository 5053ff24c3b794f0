/** An estimate with the ends of its interval. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
}
