import type { Fence } from './fence.js';

/** What a prompt may ask for, as text. */
export interface Material {
  input: string;
  output: string;
  /** Empty: nothing is known to be right. */
  expected_output: string;
}

const VARIABLE = /\{\{\s*(input|output|expected_output)\s*\}\}/g;

/**
 * Puts the material into a prompt, each piece fenced. Done in one pass, so that `{{…}}` in the
 * material stays what it is. What must be judged and the prompt does not place is added below.
 */
export function fillPrompt(prompt: string, material: Material, fence: Fence): string {
  const placed = new Set<string>();
  const filled = prompt.replace(VARIABLE, (_, name: keyof Material) => {
    placed.add(name);
    return fence.wrap(name, material[name]);
  });
  return placed.has('output') ? filled : `${filled}\n\n${fence.wrap('output', material.output)}`;
}
