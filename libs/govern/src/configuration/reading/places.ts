import type { Path } from './finding.js';

/** Where a value of the file stands in its text, as character offsets. */
export interface Place {
  key: number;
  value: number;
}

/** The places of every value of a file, found by path. */
export class Places {
  readonly #places = new Map<string, Place>();

  set(path: Path, place: Place): void {
    this.#places.set(JSON.stringify(path), place);
  }

  /** The place of a path, or of its nearest parent where the path itself is missing. */
  nearest(path: Path): Place {
    for (let length = path.length; length >= 0; length--) {
      const place = this.#places.get(JSON.stringify(path.slice(0, length)));
      if (place) return length === path.length ? place : { key: place.key, value: place.key };
    }
    return { key: 0, value: 0 };
  }
}
