/**
 * The level each hypothesis is tested at, in the order given: the smallest p-value at alpha / m, the
 * next at alpha / (m − 1), … and from the first that is not rejected on all at that one's level, so
 * that `p ≤ level` says exactly what the step-down procedure rejects.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979).
 */
export function holmLevels(pValues: readonly number[], alpha = 0.05): number[] {
  const levels = new Array<number>(pValues.length);
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  let remaining = pValues.length;
  for (const index of order) {
    levels[index] = alpha / remaining;
    if (pValues[index]! <= levels[index]!) remaining--;
  }
  return levels;
}
