import type { Clock } from '@weighbridge/kernel/clock';
import type { LimitAuthority } from './limit-authority.js';

export interface LeasedCountersOptions {
  authority: LimitAuthority;
  /** This process; another one after every start. */
  node: string;
  clock: Pick<Clock, 'monotonic'>;
  /** Length of a rate's window and precision with which it is forgotten: the authority's. */
  window: { spanMs: number; bucketMs: number };
  /** How many nodes to presume until the authority was heard once. */
  presumedNodes?: number;
  log(line: string): void;
}
