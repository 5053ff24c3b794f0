import { hindsightSaving } from '../replay/hindsight-choices.js';
import { replayStages } from '../replay/replay-policy.js';
import { seededRandom } from '../statistics/seeded-random.js';
import { atLeast, atMost, type Measurement, repetitions } from './check.js';
import { syntheticTruth, type TruthFamily } from './synthetic-truth.js';

const LIMIT = 0.01;
const STAGES = [1000, 3000, 10_000];
const SHARES = [0.35, 0.5, 0.7];
const ROUNDING = 1e-9;

const FAMILIES: [name: string, family: TruthFamily][] = [
  ['2 to 6 models that differ by category', {}],
  ['one of 2 to 6 models 1.5 points worse everywhere', { slightlyWorse: 0.015 }],
  ['every other model 1.5 points worse everywhere', { slightlyWorse: 0.015, all: true }],
];

/** How much of what hindsight would save the policy saves, and how often it loses more than allowed. */
export function checkRouting(effort: number): Measurement[] {
  const seeds = repetitions(2000, effort);
  return FAMILIES.flatMap(([name, family]) => {
    const savings = STAGES.map(() => 0);
    const passed = STAGES.map(() => 0);
    let hindsight = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const random = seededRandom(seed);
      const truth = syntheticTruth(random, family);
      hindsight += hindsightSaving(truth.categories, LIMIT);
      for (const [stage, outcome] of replayStages(truth, STAGES, LIMIT, random).entries()) {
        savings[stage]! += outcome.saving;
        if (outcome.loss > LIMIT + ROUNDING) passed[stage]!++;
      }
    }
    return STAGES.flatMap((pairs, stage) => {
      const exceeded = passed[stage]! / seeds;
      const bound = atMost(`${name}: loss above 1 point at ${pairs} pairs`, exceeded, 0.06);
      // What equal steps down everywhere leave to hindsight, no evidence of this size can show to be safe.
      if (family.all) return [bound];
      const share = savings[stage]! / hindsight;
      const what = `${name}: share of the hindsight saving at ${pairs} pairs`;
      return [atLeast(what, share, SHARES[stage]!), bound];
    });
  });
}
