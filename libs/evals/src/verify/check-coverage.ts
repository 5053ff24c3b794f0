import { estimateCandidate } from '../policy/estimate-cells.js';
import { addPair, emptyEvidence } from '../policy/evidence.js';
import { emptyPair } from '../replay/outcome-source.js';
import { addToCluster, clusteredMean, emptyClusterSums } from '../statistics/clustered-mean.js';
import { correctedRate } from '../statistics/corrected-rate.js';
import type { Interval } from '../statistics/interval.js';
import { predictionPoweredMean } from '../statistics/prediction-powered-mean.js';
import { type Random, seededRandom } from '../statistics/seeded-random.js';
import { wilsonInterval } from '../statistics/wilson-interval.js';
import { type Measurement, repetitions, within } from './check.js';
import { normal, syntheticTruth } from './synthetic-truth.js';

const Z = 1.959964;

/** Of how many intervals made, how many held the truth. */
type Cover = (random: Random) => { held: number; all: number };

/** How often 95 % intervals hold the truth. */
export function checkCoverage(effort: number): Measurement[] {
  const cheap = repetitions(5000, effort, 1000);
  const costly = repetitions(2000, effort, 100);
  const covers: [name: string, seeds: number, cover: Cover][] = [
    ['Wilson interval of a pass rate', cheap, (random) => once(wilson(random), 0.8)],
    ['paired difference, clustered by session', cheap, (random) => once(sessions(random), 0.05)],
    ['pass rate corrected for the judge', cheap, (random) => once(corrected(random), 0.7)],
    ['prediction-powered mean', cheap, (random) => once(predicted(random), 0.6)],
    ['difference of a category of 10 pairs or more, after shrinking', costly, shrunk],
  ];
  return covers.map(([name, seeds, cover]) => {
    let held = 0;
    let all = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const result = cover(seededRandom(seed));
      held += result.held;
      all += result.all;
    }
    return within(`coverage, ${name}`, held / all, 0.93, 0.97);
  });
}

function once({ low, high }: Interval, truth: number): { held: number; all: number } {
  return { held: low <= truth && truth <= high ? 1 : 0, all: 1 };
}

function passes(random: Random, rate: number, count: number): number {
  let times = 0;
  for (let index = 0; index < count; index++) if (random() < rate) times++;
  return times;
}

function wilson(random: Random): Interval {
  return wilsonInterval(passes(random, 0.8, 150), 150);
}

/** 80 sessions of 1 to 8 pairs that share a mood. */
function sessions(random: Random): Interval {
  const sums = emptyClusterSums();
  for (let session = 0; session < 80; session++) {
    const cluster = { weight: 0, sum: 0 };
    const mood = 0.05 + 0.3 * normal(random);
    const pairs = 1 + Math.floor(8 * random());
    for (let pair = 0; pair < pairs; pair++)
      addToCluster(sums, mood + 0.4 * normal(random), 1, cluster);
  }
  const { mean, variance } = clusteredMean(sums);
  const half = Z * Math.sqrt(variance);
  return { mean, low: mean - half, high: mean + half };
}

/** A judge of sensitivity 0.9 and specificity 0.85; 150 labels of each class. */
function corrected(random: Random): Interval {
  const seen = 0.7 * 0.9 + 0.3 * 0.15;
  return correctedRate(passes(random, seen, 500), 500, {
    positives: 150,
    truePositives: passes(random, 0.9, 150),
    negatives: 150,
    trueNegatives: passes(random, 0.85, 150),
  })!;
}

/** A judge that flatters by 0.1, on 400 subjects of which 100 more are labelled. */
function predicted(random: Random): Interval {
  const draw = () => {
    const label = 0.6 + 0.2 * normal(random);
    return { label, judge: label + 0.1 + 0.1 * normal(random) };
  };
  const unlabelled = Array.from({ length: 400 }, () => draw().judge);
  return predictionPoweredMean(unlabelled, Array.from({ length: 100 }, draw))!;
}

function shrunk(random: Random): { held: number; all: number } {
  const truth = syntheticTruth(random, {});
  const evidence = emptyEvidence();
  const pair = emptyPair(truth.models.length);
  for (let drawn = 0; drawn < 1000; drawn++) {
    truth.draw(random, pair);
    const category = truth.categories[pair.category]!.name;
    addPair(evidence, { category, model: 'any', difference: pair.differences[0]!, at: 0 });
  }
  let held = 0;
  const cells = estimateCandidate(evidence, 'any', 0)!.cells.filter(({ count }) => count >= 10);
  for (const { category, believed, deviation } of cells) {
    const { candidates } = truth.categories.find(({ name }) => name === category)!;
    if (Math.abs(candidates[0]!.difference - believed) <= Z * deviation) held++;
  }
  return { held, all: cells.length };
}
