import type { OrderTargets } from './strategy.js';

/** As written: the first target that can serve does. */
export const orderByPriority: OrderTargets = (targets) => targets;
