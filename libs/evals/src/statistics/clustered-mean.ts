/** Sums over clusters (sessions, templates) of a weighted mean; a lone value is a cluster of its own. */
export interface ClusterSums {
  clusters: number;
  /** Σ w and Σ w·x over all values. */
  weight: number;
  sum: number;
  /** Over clusters c with W = Σ w, S = Σ w·x of the cluster: Σ W², Σ W·S, Σ S². */
  weightSquares: number;
  weightSums: number;
  sumSquares: number;
}

/** The weight and weighted sum that one cluster holds so far. */
export interface Cluster {
  weight: number;
  sum: number;
}

/** No cluster seen yet. */
export function emptyClusterSums(): ClusterSums {
  return { clusters: 0, weight: 0, sum: 0, weightSquares: 0, weightSums: 0, sumSquares: 0 };
}

/** Takes a value in, in place. Without a cluster the value stands alone. */
export function addToCluster(
  sums: ClusterSums,
  value: number,
  weight: number,
  cluster?: Cluster,
): void {
  const before = cluster ?? { weight: 0, sum: 0 };
  if (before.weight === 0) sums.clusters++;
  const added = weight * value;
  const clusterWeight = before.weight + weight;
  const clusterSum = before.sum + added;
  sums.weight += weight;
  sums.sum += added;
  sums.weightSquares += clusterWeight ** 2 - before.weight ** 2;
  sums.weightSums += clusterWeight * clusterSum - before.weight * before.sum;
  sums.sumSquares += clusterSum ** 2 - before.sum ** 2;
  if (cluster) {
    cluster.weight = clusterWeight;
    cluster.sum = clusterSum;
  }
}

/**
 * Mean and its cluster-robust variance: C/(C−1) · Σc (Sc − mean·Wc)² / (ΣW)², the linearised ratio
 * estimator (K.-Y. Liang and S. L. Zeger, Biometrika 73, 1986). `count` is the number of clusters that,
 * equally heavy, would carry as much. The variance is infinite below two clusters.
 */
export function clusteredMean(sums: ClusterSums): {
  mean: number;
  variance: number;
  count: number;
} {
  const { clusters, weight, sum, weightSquares, weightSums, sumSquares } = sums;
  if (weight === 0) return { mean: 0, variance: Infinity, count: 0 };
  const mean = sum / weight;
  const count = weight ** 2 / weightSquares;
  if (clusters < 2) return { mean, variance: Infinity, count };
  const squares = Math.max(0, sumSquares - 2 * mean * weightSums + mean ** 2 * weightSquares);
  return { mean, variance: ((clusters / (clusters - 1)) * squares) / weight ** 2, count };
}
