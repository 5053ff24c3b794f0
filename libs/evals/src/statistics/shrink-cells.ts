/** The mean observed in one cell and the variance of that mean. */
export interface CellMean {
  mean: number;
  variance: number;
}

/** What is believed of all cells under one assumption of how their true means are spread. */
export interface Belief {
  /** Logarithm of how well the assumption explains the data, its free parameters paid for. */
  support: number;
  /** How much of the range of spreads it stands for: the prior is flat in the spread. */
  width: number;
  /** Per cell: its shrunk mean, and the variance that is its own. */
  means: Float64Array;
  variances: Float64Array;
  /** The centres that cells are shrunk to: one error each, shared by every cell that follows it. */
  centres: readonly Centre[];
}

export interface Centre {
  mean: number;
  error: number;
  /** Per cell: by how much its shrunk mean moves when the centre moves by 1. */
  pulls: Float64Array;
}

/** Standard deviations of true quality differences between categories: none to half the scale. */
export const SPREADS = [
  0, 0.005, 0.01, 0.02, 0.03, 0.045, 0.065, 0.09, 0.13, 0.18, 0.25, 0.35, 0.5,
];

/**
 * Shrinks the means of cells towards their common mean, which is itself estimated, for one standard
 * deviation of the true means around it: a normal hierarchical model with a flat prior on the common mean.
 * Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed., §5.4, equations 5.17–5.21.
 */
export function shrinkCells(cells: readonly CellMean[], spread: number): Belief {
  let precision = 0;
  let weighted = 0;
  for (const { mean, variance } of cells) {
    const weight = 1 / (variance + spread ** 2);
    precision += weight;
    weighted += weight * mean;
  }
  const centre = weighted / precision;
  let support = -0.5 * Math.log(precision);
  const means = new Float64Array(cells.length);
  const variances = new Float64Array(cells.length);
  const pulls = new Float64Array(cells.length);
  for (const [index, { mean, variance }] of cells.entries()) {
    const total = variance + spread ** 2;
    const pull = variance / total;
    support -= 0.5 * (Math.log(total) + (mean - centre) ** 2 / total);
    means[index] = mean + pull * (centre - mean);
    variances[index] = (1 - pull) * variance;
    pulls[index] = pull;
  }
  const centres = [{ mean: centre, error: Math.sqrt(1 / precision), pulls }];
  return { support, width: widthOf(spread), means, variances, centres };
}

/** Distance between the middles towards the neighbouring spreads. */
function widthOf(spread: number): number {
  const above = SPREADS.find((other) => other > spread) ?? spread;
  const below = SPREADS.findLast((other) => other < spread) ?? spread;
  return (above - below) / 2;
}
