import type { OrderTargets } from './strategy.js';

/** Every order equally likely (Fisher–Yates). */
export const orderByShuffle: OrderTargets = (targets, random) => {
  const order = [...targets];
  for (let last = order.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    [order[last], order[pick]] = [order[pick]!, order[last]!];
  }
  return order;
};
