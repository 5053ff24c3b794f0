/** An output that was to be JSON. */
export type ParsedOutput = { ok: true; value: unknown } | { ok: false; why: string };

const FENCED = /^```[a-z]*[ \t]*\r?\n([\s\S]*?)\n?```$/i;
/** Nobody nests deeper; what does is built to exhaust the stack of whoever walks it. */
const MAX_DEPTH = 200;

/** Reads an output as JSON, strictly: prose or a Markdown fence around it is no JSON. */
export function parseOutput(output: string): ParsedOutput {
  const text = output.trim();
  if (depthOf(text) > MAX_DEPTH) return { ok: false, why: 'the output is nested too deeply' };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    if (text === '') return { ok: false, why: 'the output is empty' };
    if (text.startsWith('```'))
      return { ok: false, why: 'the output is not JSON: it stands in a Markdown fence' };
    return { ok: false, why: `the output is not JSON: ${(error as Error).message}` };
  }
}

/** As parseOutput, but takes a Markdown fence off first: for comparing what an output says. */
export function parseContent(output: string): ParsedOutput {
  return parseOutput(FENCED.exec(output.trim())?.[1] ?? output);
}

/** Deepest nesting of brackets outside of strings, of a text that may be JSON. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index];
    if (inString && sign === '\\') index++;
    else if (sign === '"') inString = !inString;
    else if (inString) continue;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth);
    else if (sign === '}' || sign === ']') depth--;
  }
  return deepest;
}
