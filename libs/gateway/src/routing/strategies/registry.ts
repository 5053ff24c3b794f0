import type { Strategy } from '@weighbridge/contracts/config/route';
import { orderByPriority } from './priority.js';
import { orderByShuffle } from './shuffle.js';
import type { OrderTargets } from './strategy.js';
import { orderByWeight } from './weighted.js';

/** The strategies that are built; a route with another answers 501. */
const STRATEGY_ORDER: Partial<Record<Strategy, OrderTargets>> = {
  priority: orderByPriority,
  weighted: orderByWeight,
  shuffle: orderByShuffle,
};

export const findStrategy = (strategy: Strategy): OrderTargets | undefined =>
  STRATEGY_ORDER[strategy];

export const isBuiltStrategy = (strategy: Strategy): boolean => strategy in STRATEGY_ORDER;
