/** Remembers the last so many values that were kept or asked for. */
export class BoundedMemory<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly size: number) {}

  find(key: string): Value | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    // A map iterates in order of insertion: what was asked for goes to the end.
    this.values.delete(key);
    this.values.set(key, value);
    return value;
  }

  keep(key: string, value: Value): void {
    this.values.set(key, value);
    if (this.values.size <= this.size) return;
    const [oldest] = this.values.keys();
    if (oldest !== undefined) this.values.delete(oldest);
  }
}
