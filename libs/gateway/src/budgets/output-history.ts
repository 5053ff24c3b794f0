import { LRUCache } from 'lru-cache';

/** Answers remembered per key and model: enough for a p95, few enough to follow a change. */
const REMEMBERED_ANSWERS = 100;
/** CONTRACT §3: the history counts from the third answer on. */
const FEWEST_ANSWERS = 3;
/** Pairs of key and model; at about 1 KB each this bounds the memory to some 10 MB. */
const DEFAULT_PAIRS = 10_000;

/** The latest output lengths of one key and model, in order of arrival and sorted. */
interface Lengths {
  arrived: Float64Array;
  sorted: Float64Array;
  count: number;
  next: number;
}

/** How long each choice of the answers to a key from a model has been lately, in output tokens. */
export class OutputHistory {
  readonly #lengths: LRUCache<string, Lengths>;

  constructor(pairs: number = DEFAULT_PAIRS) {
    this.#lengths = new LRUCache({ max: pairs });
  }

  /** Remembers how many output tokens each choice of a finished answer took. */
  record(keyId: string, model: string, outputPerChoice: number): void {
    const pair = pairOf(keyId, model);
    let lengths = this.#lengths.get(pair);
    if (lengths === undefined) {
      lengths = {
        arrived: new Float64Array(REMEMBERED_ANSWERS),
        sorted: new Float64Array(REMEMBERED_ANSWERS),
        count: 0,
        next: 0,
      };
      this.#lengths.set(pair, lengths);
    }
    remember(lengths, outputPerChoice);
  }

  /** The mean of the output tokens of a choice; null before three answers are known. */
  mean(keyId: string, model: string): number | null {
    const lengths = this.#lengths.get(pairOf(keyId, model));
    if (lengths === undefined || lengths.count < FEWEST_ANSWERS) return null;
    let sum = 0;
    for (let index = 0; index < lengths.count; index++) sum += lengths.sorted[index]!;
    return sum / lengths.count;
  }

  /** The p95 (nearest rank) of the output tokens of a choice; null before three answers are known. */
  expect(keyId: string, model: string): number | null {
    const lengths = this.#lengths.get(pairOf(keyId, model));
    if (lengths === undefined || lengths.count < FEWEST_ANSWERS) return null;
    return lengths.sorted[Math.ceil(lengths.count * 0.95) - 1]!;
  }
}

const pairOf = (keyId: string, model: string): string => `${keyId}\n${model}`;

function remember(lengths: Lengths, value: number): void {
  const { arrived, sorted } = lengths;
  if (lengths.count === REMEMBERED_ANSWERS) {
    const gone = firstNotBelow(sorted, lengths.count, arrived[lengths.next]!);
    sorted.copyWithin(gone, gone + 1, lengths.count);
    lengths.count--;
  }
  const at = firstNotBelow(sorted, lengths.count, value);
  sorted.copyWithin(at + 1, at, lengths.count);
  sorted[at] = value;
  lengths.count++;
  arrived[lengths.next] = value;
  lengths.next = (lengths.next + 1) % REMEMBERED_ANSWERS;
}

/** Binary search in the first `count` sorted values. */
function firstNotBelow(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
