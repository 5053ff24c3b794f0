import type { Outcomes } from './outcomes.js';
import { simulateClairvoyant } from './simulate-clairvoyant.js';
import { simulateStrategy } from './simulate-strategy.js';
import { sixTargets } from './six-targets.js';

/** One thing that must hold. */
export interface Verdict {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly holds: boolean;
}

/**
 * Simulates the strategies on a virtual clock and compares them with who knows everything: `latency`
 * within 10 % of the clairvoyant's p50 and p95, `price` within 2 % of the cheapest target that is up,
 * failures below 0.1 % while one target is healthy, at most five probes a minute to a dead one.
 */
export function judgeRouting(requests: number, seed: number): Verdict[] {
  const world = sixTargets(requests, seed);
  const clairvoyant = simulateClairvoyant(world);
  const latency = simulateStrategy(world, 'latency');
  const price = simulateStrategy(world, 'price');
  const relative = (share: number): number =>
    latency.percentile(share) / clairvoyant.percentile(share);
  return [
    judge('latency: p50 over the clairvoyant’s', relative(0.5), 1.1),
    judge('latency: p95 over the clairvoyant’s', relative(0.95), 1.1),
    judge('price: cost over the cheapest that was up', price.cost / price.cheapestCost, 1.02),
    ...[latency, price].flatMap((outcomes, index) => {
      const name = index === 0 ? 'latency' : 'price';
      return [
        judge(`${name}: share of requests that failed`, failedShare(outcomes), 0.001),
        judge(`${name}: probes a minute to the dead`, outcomes.mostProbesPerMinute('dead'), 5),
      ];
    }),
  ];
}

const failedShare = ({ failures, requests }: Outcomes): number => failures / requests;

const judge = (what: string, measured: number, atMost: number): Verdict => ({
  what,
  measured,
  atMost,
  holds: measured <= atMost,
});
