import type { CategoryTruth } from './outcome-source.js';

/** Steps that the limit is cut into. */
const STEPS = 1000;

/**
 * Largest saving, as a share of what the default costs, that any table of one model per category reaches
 * with a true aggregate loss within the limit: a multiple-choice knapsack, solved by dynamic programming
 * over losses rounded to 1/1,000 of the limit (at least 10⁻⁶).
 */
export function hindsightSaving(categories: readonly CategoryTruth[], limit: number): number {
  const unit = Math.max(limit / STEPS, 1e-6);
  let total = 0;
  let room = limit;
  let largest = 0;
  const groups = categories.map(({ share, defaultCost, candidates }) => {
    total += share * defaultCost;
    const options = [{ loss: 0, saving: 0 }];
    for (const { difference, cost } of candidates)
      options.push({ loss: -share * difference, saving: share * (defaultCost - cost) });
    const least = Math.min(...options.map(({ loss }) => loss));
    room -= least;
    largest += Math.max(...options.map(({ loss }) => loss)) - least;
    return options.map(({ loss, saving }) => ({
      steps: Math.round((loss - least) / unit),
      saving,
    }));
  });
  const size = Math.floor(Math.min(room, largest) / unit + 1e-6) + categories.length + 1;
  const allowed = Math.floor(room / unit + 1e-6);
  let best = new Float64Array(size);
  for (const options of groups) {
    const next = new Float64Array(size).fill(-Infinity);
    for (const { steps, saving } of options)
      for (let used = steps; used < size; used++) {
        const total = best[used - steps]! + saving;
        if (total > next[used]!) next[used] = total;
      }
    best = next;
  }
  const saving = best[Math.min(allowed, size - 1)]!;
  return total > 0 ? saving / total : 0;
}
