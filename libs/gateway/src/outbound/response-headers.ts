/** Response headers as they came off the wire; only what is asked for is decoded. */
export class ResponseHeaders {
  /** Names and values in turn. */
  readonly #raw: readonly Buffer[];

  constructor(raw: readonly Buffer[]) {
    this.#raw = raw;
  }

  /** The first value of a header, by its lower-case name. */
  get(name: string): string | undefined {
    for (let index = 0; index < this.#raw.length; index += 2) {
      const key = this.#raw[index]!;
      if (key.length === name.length && key.toString('latin1').toLowerCase() === name)
        return this.#raw[index + 1]!.toString('latin1');
    }
    return undefined;
  }

  /** Every header with a lower-case name; of a repeated one the first. */
  toRecord(): Record<string, string> {
    const record: Record<string, string> = {};
    for (let index = 0; index < this.#raw.length; index += 2)
      record[this.#raw[index]!.toString('latin1').toLowerCase()] ??=
        this.#raw[index + 1]!.toString('latin1');
    return record;
  }
}
