import { type NanoUsd, parseUsd } from '@weighbridge/kernel/money';
import type { Json } from '../json/json.js';

/** No answer costs as much: what says so is no amount of USD. */
const MAX_USD = 1_000_000;

/** What a vendor says that it charges, as a JSON number of USD, to the nano-dollar; null: nothing. */
export function readStatedCost(cost: Json | undefined): NanoUsd | null {
  const isCost = typeof cost === 'number' && cost >= 0 && cost < MAX_USD;
  return isCost ? parseUsd(cost.toFixed(9)) : null;
}
