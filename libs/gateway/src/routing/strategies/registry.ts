import type { Strategy } from '@weighbridge/contracts/config/route';
import { byLatency } from './latency.js';
import { byLeastBusy } from './least-busy.js';
import { byPrice } from './price.js';
import { orderByPriority } from './priority.js';
import { orderByShuffle } from './shuffle.js';
import type { RoutingStrategy } from './strategy.js';
import { byThroughput } from './throughput.js';
import { byUsage } from './usage.js';
import { orderByWeight } from './weighted.js';

/** Strategies over targets; `category` and `auto` decide between routes and leave the rest to these. */
export type TargetStrategy = Exclude<Strategy, 'category' | 'auto'>;

export const STRATEGIES_OVER_TARGETS: Readonly<Record<TargetStrategy, RoutingStrategy>> = {
  priority: { order: orderByPriority },
  weighted: { order: orderByWeight },
  shuffle: { order: orderByShuffle },
  price: byPrice,
  latency: byLatency,
  throughput: byThroughput,
  least_busy: byLeastBusy,
  usage: byUsage,
};
