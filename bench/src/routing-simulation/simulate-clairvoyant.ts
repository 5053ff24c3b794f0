import { EventQueue } from './event-queue.js';
import { Outcomes } from './outcomes.js';
import {
  expectedMs,
  fateOf,
  isDown,
  requestsOf,
  type SimulatedRequest,
  type SimulatedTarget,
  type World,
} from './world.js';

/**
 * Who knows the state of every target at every moment, and only not the luck of the single call:
 * each call goes to the target that is up and has the shortest expected time.
 */
export function simulateClairvoyant(world: World): Outcomes {
  const queue = new EventQueue();
  const outcomes = new Outcomes();
  const inFlight = new Map<SimulatedTarget, number>();
  const loadOf = (target: SimulatedTarget): number => inFlight.get(target) ?? 0;

  const choose = (request: SimulatedRequest): SimulatedTarget => {
    const expected = (target: SimulatedTarget): number =>
      isDown(world, target, queue.now)
        ? Number.POSITIVE_INFINITY
        : expectedMs(target, request, queue.now, loadOf(target));
    return world.targets.reduce((best, target) =>
      expected(target) < expected(best) ? target : best,
    );
  };

  const call = (request: SimulatedRequest, attempt: number): void => {
    const target = choose(request);
    const fate = fateOf(world, target, request, attempt, queue.now, loadOf(target));
    inFlight.set(target, loadOf(target) + 1);
    queue.plan(queue.now + fate.totalMs, () => {
      inFlight.set(target, loadOf(target) - 1);
      if (!fate.ok) return call(request, attempt + 1);
      outcomes.latencies.push(queue.now - request.at);
    });
  };

  for (const request of requestsOf(world)) queue.plan(request.at, () => call(request, 0));
  queue.run();
  return outcomes;
}
