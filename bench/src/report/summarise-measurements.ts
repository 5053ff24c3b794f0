import { type Summary, summarise } from '../measure/summarise.js';
import type { Measurement } from '../measure/run-round.js';

/** One line of the table: a target in one case at one concurrency, over all rounds. Times in ms. */
export interface ReportLine {
  target: string;
  case: string;
  concurrency: number;
  addedP50: Summary;
  addedP99: Summary;
  addedFirstByteP50: Summary;
  requestsPerSecond: Summary;
  gatewayCpu: Summary;
  treeCpu: Summary;
  gatewayRss: Summary;
  treeMemory: Summary;
  requests: number;
  errors: number;
}

/** Name of the upstream itself among the measurements. */
export const DIRECT = 'direct';

/** Folds rounds into lines; added times are taken against the direct run of the same round. */
export function summariseMeasurements(all: readonly Measurement[]): ReportLine[] {
  const groups = new Map<string, Measurement[]>();
  for (const each of all) {
    const key = `${each.case} ${each.concurrency} ${each.target}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const direct = (one: Measurement): Measurement =>
    groups
      .get(`${one.case} ${one.concurrency} ${DIRECT}`)
      ?.find((other) => other.round === one.round) ?? one;
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const over = (read: (one: Measurement) => number): Summary => summarise(group.map(read));
    return {
      target: first.target,
      case: first.case,
      concurrency: first.concurrency,
      addedP50: over((one) => one.load.latency.p50 - direct(one).load.latency.p50),
      addedP99: over((one) => one.load.latency.p99 - direct(one).load.latency.p99),
      addedFirstByteP50: over((one) => one.load.firstByte.p50 - direct(one).load.firstByte.p50),
      requestsPerSecond: over((one) => one.requestsPerSecond),
      gatewayCpu: over((one) => one.gatewayCpu),
      treeCpu: over((one) => one.treeCpu),
      gatewayRss: over((one) => one.gatewayRss),
      treeMemory: over((one) => one.treeMemory),
      requests: group.reduce((total, one) => total + one.load.requests, 0),
      errors: group.reduce((total, one) => total + one.load.errors, 0),
    };
  });
}
