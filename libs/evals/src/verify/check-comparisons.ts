import { compareCandidates, type PairTally } from '../policy/compare-candidates.js';
import { type Random, seededRandom } from '../statistics/seeded-random.js';
import { atMost, type Measurement, repetitions } from './check.js';
import { drawDifference } from './synthetic-truth.js';

const PAIRS = 2000;
const LOOK = 50;
const MARGIN = 0.01;

/** How often equal models get a winner when somebody looks every 50 pairs. */
export function checkComparisons(effort: number): Measurement[] {
  const seeds = repetitions(2000, effort);
  return [1, 4].map((candidates) => {
    let winners = 0;
    for (let seed = 1; seed <= seeds; seed++)
      if (findsWinner(seededRandom(seed), candidates)) winners++;
    const against = candidates === 1 ? 'one candidate' : `${candidates} candidates`;
    return atMost(`A/A, ${against}: a winner at any look to 2,000 pairs`, winners / seeds, 0.05);
  });
}

function findsWinner(random: Random, candidates: number): boolean {
  const tallies = Array.from(
    { length: candidates },
    (_, index): PairTally => ({ candidate: `${index}`, win: 0, tie: 0, loss: 0 }),
  );
  for (let pair = 1; pair <= PAIRS; pair++) {
    for (const tally of tallies) {
      const difference = drawDifference(random, 0);
      if (difference > 0) tally.win++;
      else if (difference < 0) tally.loss++;
      else tally.tie++;
    }
    if (pair % LOOK !== 0) continue;
    for (const { verdict, diff } of compareCandidates('incumbent', tallies, MARGIN))
      if (verdict === 'better' || verdict === 'worse' || diff.high < 0) return true;
  }
  return false;
}
