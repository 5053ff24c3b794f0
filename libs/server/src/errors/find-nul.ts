import type { Path } from '@weighbridge/govern/configuration/reading/finding';

const NUL = '\0';

/** A part of an input and what it is part of. */
interface Part {
  readonly value: unknown;
  readonly step: string | number | null;
  readonly whole: Part | null;
}

/**
 * Where an input holds the character U+0000, which Postgres keeps in no text; null: nowhere. Goes
 * through the input without recursion, since a body may be nested as deep as it is long.
 */
export function findNul(input: unknown): Path | null {
  const open: Part[] = [{ value: input, step: null, whole: null }];
  for (let part = open.pop(); part; part = open.pop()) {
    const { value } = part;
    if (typeof value === 'string' && value.includes(NUL)) return pathOf(part);
    if (typeof value !== 'object' || value === null) continue;
    const isList = Array.isArray(value);
    for (const [key, held] of Object.entries(value)) {
      if (key.includes(NUL)) return pathOf(part);
      open.push({ value: held, step: isList ? Number(key) : key, whole: part });
    }
  }
  return null;
}

function pathOf(part: Part): Path {
  const steps: (string | number)[] = [];
  for (let at: Part | null = part; at; at = at.whole) if (at.step !== null) steps.push(at.step);
  return steps.reverse();
}
