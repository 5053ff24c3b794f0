/** Answers again what was read a moment ago for the same name. */
export function rememberFor<Value>(
  milliseconds: number,
  read: (name: string) => Promise<Value>,
): (name: string) => Promise<Value> {
  const known = new Map<string, { until: number; value: Value }>();
  return async (name) => {
    const found = known.get(name);
    if (found && performance.now() < found.until) return found.value;
    const value = await read(name);
    known.set(name, { until: performance.now() + milliseconds, value });
    return value;
  };
}
