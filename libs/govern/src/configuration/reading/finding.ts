export type Path = readonly (string | number)[];

/** A fault or a notice about a value, before it has a place in the text. */
export interface Finding {
  severity: 'error' | 'warning';
  path: Path;
  message: string;
  suggestion?: string;
  /** True when the key itself is at fault, not its value. */
  atKey?: boolean;
  /** The place in the text where it is not the place of `path`. */
  offset?: number;
}

const PLAIN_KEY = /^[a-zA-Z_][a-zA-Z0-9_-]*$/;

/** Writes a path as people do: `routes[0].targets[1].model`, `headers["x y"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!PLAIN_KEY.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text ? `.${step}` : step;
  }
  return text;
}
