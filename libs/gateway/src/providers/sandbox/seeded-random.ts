import { createHash } from 'node:crypto';

/** A source of numbers in [0, 1) that gives the same sequence for the same key. */
export type Random = () => number;

/** Seeds a generator (mulberry32: 32 bits of state are plenty for a simulation) from any texts. */
export function seededRandom(...key: (string | number)[]): Random {
  let state = createHash('sha256').update(JSON.stringify(key)).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One item of a list that is not empty. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}
