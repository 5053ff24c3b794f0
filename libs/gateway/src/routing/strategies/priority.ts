import type { OrderingStrategy } from './strategy.js';

/** As written: the first target that can serve does. */
export const orderByPriority: OrderingStrategy['order'] = (choices) => choices;
