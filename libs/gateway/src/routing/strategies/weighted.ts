import type { OrderingStrategy } from './strategy.js';

/**
 * Draws without replacement in proportion to the weights: the first target by its share of traffic,
 * the next by its share of what is left. Weight 0 takes no traffic of its own and comes last, in
 * the order written.
 */
export const orderByWeight: OrderingStrategy['order'] = (choices, { random }) => {
  const waiting = choices.filter(({ weight }) => weight > 0);
  const order = [];
  let sum = waiting.reduce((total, { weight }) => total + weight, 0);
  while (waiting.length > 1) {
    let point = random() * sum;
    // The last target also takes what rounding leaves over.
    let pick = 0;
    while (pick < waiting.length - 1 && point >= waiting[pick]!.weight) {
      point -= waiting[pick]!.weight;
      pick++;
    }
    const [drawn] = waiting.splice(pick, 1);
    sum -= drawn!.weight;
    order.push(drawn!);
  }
  return [...order, ...waiting, ...choices.filter(({ weight }) => weight <= 0)];
};
