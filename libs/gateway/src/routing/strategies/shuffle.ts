import type { OrderingStrategy } from './strategy.js';

/** Every order equally likely (Fisher–Yates). */
export const orderByShuffle: OrderingStrategy['order'] = (choices, { random }) => {
  const order = [...choices];
  for (let last = order.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    [order[last], order[pick]] = [order[pick]!, order[last]!];
  }
  return order;
};
