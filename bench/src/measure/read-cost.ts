import { readFileSync } from 'node:fs';
import { findProcessTree, type TreeMark } from '@weighbridge/testing/processes/find-process-tree';
import { readProcess } from '@weighbridge/testing/processes/read-process-table';

/** /proc counts CPU in ticks of 1/100 s (USER_HZ is 100 on every architecture Node runs on). */
const MICROSECONDS_PER_TICK = 10_000;

/** CPU so far in microseconds of user + system time, memory in bytes. */
export interface Cost {
  gatewayCpu: number;
  treeCpu: number;
  gatewayRss: number;
  /** Shared pages counted once (PSS), so that the stores' processes may be added up. */
  treeMemory: number;
  processes: number;
}

/** Weighs a target's processes as they are now; two readings apart give what a round cost. */
export function readCost(mark: TreeMark, gatewayPid: number): Cost {
  const tree = findProcessTree(mark);
  const gateway = readProcess(gatewayPid);
  if (!gateway) throw new Error('the gateway process is gone');
  return {
    gatewayCpu: gateway.ownTicks * MICROSECONDS_PER_TICK,
    treeCpu: sum(tree.map((row) => row.ownTicks + row.endedChildrenTicks)) * MICROSECONDS_PER_TICK,
    gatewayRss: readKilobytes(`/proc/${gatewayPid}/status`, /^VmRSS:\s+(\d+) kB/m),
    treeMemory: sum(
      tree.map((row) => readKilobytes(`/proc/${row.pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m)),
    ),
    processes: tree.length,
  };
}

function readKilobytes(file: string, line: RegExp): number {
  try {
    return Number(line.exec(readFileSync(file, 'latin1'))?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
