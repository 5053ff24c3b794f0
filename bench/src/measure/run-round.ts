import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchCase } from '../cases.js';
import type { LoadResult } from '../load/load-protocol.js';
import type { Stage } from '../stage.js';
import type { RunningTarget } from '../targets/target.js';
import { readCost } from './read-cost.js';

/** One target, case and concurrency in one round. CPU in µs per request, memory in bytes. */
export interface Measurement {
  target: string;
  case: string;
  concurrency: number;
  round: number;
  load: LoadResult;
  requestsPerSecond: number;
  gatewayCpu: number;
  treeCpu: number;
  gatewayRss: number;
  treeMemory: number;
}

/** Sends one round's load and weighs the target over it, its settling included. */
export async function runRound(
  stage: Stage,
  name: string,
  target: RunningTarget,
  benchCase: BenchCase,
  plan: { concurrency: number; seconds: number; round: number },
): Promise<Measurement> {
  const before = readCost(target.mark, target.gatewayPid);
  const load = await stage.send(target, benchCase, {
    connections: plan.concurrency,
    seconds: plan.seconds,
  });
  await sleep(target.settleSeconds * 1_000);
  const after = readCost(target.mark, target.gatewayPid);
  const answered = Math.max(1, load.requests);
  return {
    target: name,
    case: benchCase.name,
    concurrency: plan.concurrency,
    round: plan.round,
    load,
    requestsPerSecond: load.requests / (load.elapsedMs / 1_000),
    gatewayCpu: (after.gatewayCpu - before.gatewayCpu) / answered,
    treeCpu: (after.treeCpu - before.treeCpu) / answered,
    gatewayRss: after.gatewayRss,
    treeMemory: after.treeMemory,
  };
}

/** CPU a target uses with nothing to do, in µs per second. */
export async function measureIdle(
  target: RunningTarget,
  seconds: number,
): Promise<{ gatewayCpu: number; treeCpu: number }> {
  const before = readCost(target.mark, target.gatewayPid);
  await sleep(seconds * 1_000);
  const after = readCost(target.mark, target.gatewayPid);
  return {
    gatewayCpu: (after.gatewayCpu - before.gatewayCpu) / seconds,
    treeCpu: (after.treeCpu - before.treeCpu) / seconds,
  };
}
