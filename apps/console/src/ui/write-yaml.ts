/** Words that YAML 1.1 or 1.2 reads as something else than text. */
const RESERVED = /^(true|false|yes|no|on|off|null|~)$/i;
const PLAIN = /^[A-Za-z_][\w./-]*$/;

/** What JSON can hold as YAML, as people write configuration: to be pasted into the file. */
export function writeYaml(value: unknown): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value))
    return value.flatMap((item) => {
      const [first = '', ...rest] = linesOf(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => {
      const key = scalarOf(name);
      const inline = inlineOf(inner);
      if (inline !== null) return [`${key}: ${inline}`];
      return [`${key}:`, ...linesOf(inner).map((line) => `  ${line}`)];
    });
  return [scalarOf(value)];
}

/** What fits behind its name: a scalar, a list of scalars, or something empty; null: nothing else. */
function inlineOf(value: unknown): string | null {
  if (Array.isArray(value))
    return value.some(isNested) ? null : `[${value.map(scalarOf).join(', ')}]`;
  if (!isNested(value)) return scalarOf(value);
  return Object.keys(value as object).length === 0 ? '{}' : null;
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Double quotes of JSON are those of YAML. */
function scalarOf(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value) && !RESERVED.test(value)) return value;
  return JSON.stringify(value);
}
