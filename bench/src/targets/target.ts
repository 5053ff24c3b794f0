import type { TreeMark } from '@weighbridge/testing/processes/find-process-tree';
import type { Core } from '../measure/start-child.js';

/** What a target needs to know to be started in front of the bench's upstream. */
export interface TargetContext {
  upstreamPort: number;
  /** A fresh folder for its configuration and data. */
  folder: string;
  core: Core;
}

/** A started target: where to send requests, and which processes to weigh. */
export interface RunningTarget {
  host: string;
  port: number;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Put before the case's model name. */
  modelPrefix: string;
  mark: TreeMark;
  /** The process that answers requests. */
  gatewayPid: number;
  version: string;
  /** Work done after the answer, such as shipping records, is awaited this long and counted. */
  settleSeconds: number;
  /** Its own view of the heap in bytes, where it tells. */
  heapBytes(): Promise<number | undefined>;
  /** What its budgets hold for requests that have not ended, in USD, where it tells. */
  reserved(): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** One program under test; a further peer is one file and one line in `all-targets.ts`. */
export interface Target {
  name: string;
  /** Why it cannot take part here, or undefined when it can. */
  whyMissing(): string | undefined;
  /** Takes part only where `--targets` names it. */
  onlyWhenNamed?: boolean;
  start(context: TargetContext): Promise<RunningTarget>;
}
