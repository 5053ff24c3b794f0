/** One slip per this many characters still reads as the same word: `prioirty`, `gpt-4o-mnii`. */
const CHARACTERS_PER_SLIP = 3;
/** Longer words are compared by this many leading characters: the cost is quadratic. */
const COMPARED_LENGTH = 256;

/**
 * The known name nearest to what was written, or undefined when none is near enough to be meant.
 * Case, `-` and `_` do not count as differences; of equally near names the first wins.
 */
export function suggestNearest(written: string, known: Iterable<string>): string | undefined {
  const wanted = normalise(written);
  let nearest: string | undefined;
  let nearestDistance = Math.max(1, Math.floor(wanted.length / CHARACTERS_PER_SLIP)) + 1;
  for (const name of known) {
    const candidate = normalise(name);
    if (Math.abs(candidate.length - wanted.length) >= nearestDistance) continue;
    const distance = editDistance(wanted, candidate);
    if (distance >= nearestDistance || distance >= candidate.length) continue;
    nearest = name;
    nearestDistance = distance;
  }
  return nearest;
}

/**
 * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours
 * that lead from one word to the other (Damerau 1964, restricted form).
 */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replacement = from[row - 1] === to[column - 1] ? 0 : 1;
      let distance = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + replacement,
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      if (isSwap) distance = Math.min(distance, beforePrevious[column - 2]! + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length]!;
}

const normalise = (name: string): string =>
  name.slice(0, COMPARED_LENGTH).toLowerCase().replaceAll('_', '-');
