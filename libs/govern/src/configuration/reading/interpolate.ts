export type Variables = Readonly<Record<string, string | undefined>>;

export interface Interpolation {
  text: string;
  /** Names that were read and the values they had. */
  used: { name: string; value: string }[];
  faults: string[];
}

/** `$${` (a literal `${`), `${NAME}`, or a `${` that is neither. */
const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{/g;

/** Replaces each `${NAME}` of a text by the variable of that name; `$${` stands for `${`. */
export function interpolate(source: string, variables: Variables): Interpolation {
  const result: Interpolation = { text: source, used: [], faults: [] };
  if (!source.includes('${')) return result;
  result.text = source.replace(REFERENCE, (whole, name: string | undefined) => {
    if (whole === '$${') return '${';
    if (name === undefined) {
      result.faults.push('is not of the form ${NAME}; write $${ for a literal ${');
      return whole;
    }
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) {
      result.faults.push(`environment variable ${name} is not set`);
      return whole;
    }
    result.used.push({ name, value });
    return value;
  });
  return result;
}
